package dev.tollgate.ingress.websocket.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A server that does, byte for byte, what a test wants. */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    /** A socket that nobody holds is closed by the garbage collector. */
    private final List<Peer> peers = new ArrayList<>();

    RawServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) Bed.PATIENCE.toMillis());
    }

    String uri() {
        return "ws://127.0.0.1:" + socket.getLocalPort() + "/feed?token=secret";
    }

    /** The next client, its request read. */
    Peer accept() throws IOException {
        Peer peer = new Peer(socket.accept());
        peers.add(peer);
        return peer;
    }

    Peer open() throws IOException {
        return accept().upgrade("");
    }

    boolean nobodyCame() throws IOException {
        socket.setSoTimeout(1);
        try {
            socket.accept().close();
            return false;
        } catch (SocketTimeoutException nobody) {
            return true;
        } finally {
            socket.setSoTimeout((int) Bed.PATIENCE.toMillis());
        }
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        socket.close();
    }

    record Received(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int code() {
            return Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        }
    }

    /** One client. */
    static final class Peer implements AutoCloseable {
        final String request;
        final OutputStream out;
        private final Socket socket;
        private final DataInputStream in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout((int) Bed.PATIENCE.toMillis());
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = socket.getOutputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            this.request = head.toString();
        }

        String header(String name) {
            return request.lines().filter(line -> line.startsWith(name + ": ")).map(line -> line.substring(name.length() + 2)).findFirst().orElse("");
        }

        /** @param more header lines, each with its end */
        Peer upgrade(String more) throws IOException {
            say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: "
                    + proof() + "\r\n" + more + "\r\n");
            return this;
        }

        String proof() {
            try {
                return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                        .digest((header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        void say(String bytes) throws IOException {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        void closing(int code, String reason) throws IOException {
            byte[] words = reason.getBytes(StandardCharsets.UTF_8);
            frame(0x88, ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array());
        }

        void frame(int first, byte[] payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) first);
            if (payload.length < 126) {
                frame.put((byte) payload.length);
            } else if (payload.length < 65_536) {
                frame.put((byte) 126).putShort((short) payload.length);
            } else {
                frame.put((byte) 127).putLong(payload.length);
            }
            frame.put(payload);
            out.write(frame.array(), 0, frame.position());
            out.flush();
        }

        /** What the client sent; it must be masked. */
        Received read() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0) {
                throw new AssertionError("a client's frame is masked");
            }
            int brief = second & 0x7f;
            long length = brief == 126 ? in.readUnsignedShort() : brief == 127 ? in.readLong() : brief;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Received(first & 0x0f, payload);
        }

        /** Whether the client is gone; waits for it. */
        boolean ended() {
            try {
                return in.read() < 0;
            } catch (IOException reset) {
                return true;
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
