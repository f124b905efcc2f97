package dev.tollgate.capability.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** HTTP/1.1 over a socket, with a bound on everything that comes before a response's body: interim responses are heads too. */
final class Wire extends DefaultBHttpClientConnection {
    private static final int BUFFER = 8_192;

    private BoundedStream in;

    Wire(Socket socket, Bounds bounds) throws IOException {
        super(Http1Config.custom()
                .setBufferSize(BUFFER)
                .setMaxLineLength(bounds.headerBytes())
                .setMaxHeaderCount(bounds.headerCount())
                .build());
        bind(new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket bound) throws IOException {
                // What the buffer takes beyond the head is not the head's.
                in = new BoundedStream(super.getInputStream(bound), bounds.headerBytes() + BUFFER);
                return in;
            }
        });
    }

    /** The head is there; the body has a bound of its own. */
    void headIsRead() {
        in.lift();
    }
}
