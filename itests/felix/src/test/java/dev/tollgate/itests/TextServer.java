package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;

/** A WebSocket server on loopback (RFC 6455) that sends and takes texts of up to 125 bytes, one client after another. */
final class TextServer implements AutoCloseable {
    private static final String PROOF = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int FINAL_TEXT = 0x81;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    TextServer() throws IOException {
        socket.setSoTimeout((int) (InFelix.PATIENCE_NANOS / 1_000_000));
    }

    String uri() {
        return "ws://127.0.0.1:" + socket.getLocalPort() + "/feed";
    }

    Client accept() throws Exception {
        Client client = new Client(socket.accept());
        client.upgrade();
        return client;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** One connection. */
    static final class Client implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        private Client(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout((int) (InFelix.PATIENCE_NANOS / 1_000_000));
            this.in = new DataInputStream(socket.getInputStream());
        }

        private void upgrade() throws Exception {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            String key = head.toString().lines().filter(line -> line.startsWith("Sec-WebSocket-Key: ")).findFirst().orElseThrow()
                    .substring("Sec-WebSocket-Key: ".length());
            String proof = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key + PROOF).getBytes(ISO_8859_1)));
            socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + proof + "\r\n\r\n").getBytes(ISO_8859_1));
        }

        void send(String text) throws IOException {
            byte[] payload = text.getBytes(UTF_8);
            socket.getOutputStream().write(ByteBuffer.allocate(2 + payload.length).put((byte) FINAL_TEXT).put((byte) payload.length)
                    .put(payload).array());
        }

        /** The next text from the client. */
        String read() throws IOException {
            if (in.readUnsignedByte() != FINAL_TEXT) {
                throw new AssertionError("it is no text in one frame");
            }
            int length = in.readUnsignedByte() & 0x7f;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % mask.length];
            }
            return new String(payload, UTF_8);
        }

        /** Without a word, as a machine that fails does. */
        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
