package dev.tollgate.capability.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** HTTP/1.1 over a socket, with a bound on everything that comes before a response's body: interim responses are heads too. */
final class Wire extends DefaultBHttpClientConnection {
    private static final int BUFFER = 8_192;

    private BoundedStream in;

    Wire(Socket socket, Bounds bounds) throws IOException {
        this(socket, bounds, Http1Config.custom()
                .setBufferSize(BUFFER)
                .setMaxLineLength(bounds.headerBytes())
                // The library takes one less than this.
                .setMaxHeaderCount(bounds.headerCount() + 1)
                .build());
    }

    private Wire(Socket socket, Bounds bounds, Http1Config config) throws IOException {
        // The parser that it has without a factory has the library's bounds, not these.
        super(config, null, null, null, null, null, new DefaultHttpResponseParserFactory(config, null, null));
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
