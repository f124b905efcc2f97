package dev.tollgate.capability.http.internal;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/**
 * One connection, which somebody else can cut. It is a channel, not a plain socket: that one hears the interrupt of its thread,
 * and takes no proxy from system properties.
 */
final class Line implements AutoCloseable {
    private final SocketChannel channel;
    private final Runnable gone;
    private volatile boolean cut;

    /** @param gone called when it is closed */
    Line(SocketChannel channel, Runnable gone) {
        this.channel = channel;
        this.gone = gone;
    }

    Socket socket() {
        return channel.socket();
    }

    /** Ends it under whoever uses it. */
    void cut() {
        cut = true;
        close();
    }

    /** Whether the deadline, or the end of the component, closed it. */
    boolean wasCut() {
        return cut;
    }

    @Override
    public void close() {
        gone.run();
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            // Its number is given back to the system in any case.
        }
    }
}
