package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on loopback that says the same to everybody. */
final class OneAnswerServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    OneAnswerServer(String answer) throws IOException {
        Thread thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket peer = socket.accept()) {
                    peer.getInputStream().read(new byte[8_192]);
                    peer.getOutputStream().write(answer.getBytes(ISO_8859_1));
                } catch (IOException closed) {
                    // The next one, where there is one.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
