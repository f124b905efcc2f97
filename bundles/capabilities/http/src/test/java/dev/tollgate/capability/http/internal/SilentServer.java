package dev.tollgate.capability.http.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A server whose connections are accepted by the system and by nobody else. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket server;

    SilentServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
