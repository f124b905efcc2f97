package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback that says yes to everybody, and remembers what they said. */
final class RecordingServer implements AutoCloseable {
    /** What somebody said; a body in which a letter is a byte. */
    record Request(String head, String body) {
        Optional<String> header(String name) {
            return head.lines().filter(line -> line.toLowerCase().startsWith(name + ": ")).map(line -> line.substring(name.length() + 2)).findFirst();
        }
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    RecordingServer() throws IOException {
        Thread thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket peer = socket.accept()) {
                    Request request = read(peer.getInputStream());
                    // Before the answer: whoever has it finds the request.
                    requests.add(request);
                    peer.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
                } catch (IOException closed) {
                    // The next one, where there is one.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("it ended early");
            }
            head.append((char) next);
        }
        Request request = new Request(head.toString(), "");
        int length = request.header("content-length").map(Integer::parseInt).orElse(0);
        return new Request(head.toString(), new String(in.readNBytes(length), ISO_8859_1));
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
