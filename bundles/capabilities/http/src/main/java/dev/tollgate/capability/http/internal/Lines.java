package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The connections under way. Each is cut at its deadline by one thread that they share: a timeout of reads begins anew with each
 * byte, so it never ends a server that sends one now and then.
 */
final class Lines implements AutoCloseable {
    private final Set<Line> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, new DaemonThreads("tollgate-http-deadline"));

    Lines() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** A connection that is not connected yet. */
    Line open(Deadline deadline) throws GateException, IOException {
        AtomicReference<Line> itself = new AtomicReference<>();
        AtomicReference<Future<?>> end = new AtomicReference<>();
        Line line = new Line(SocketChannel.open(), () -> {
            open.remove(itself.get());
            if (end.get() != null) {
                end.get().cancel(false);
            }
        });
        itself.set(line);
        open.add(line);
        try {
            end.set(timer.schedule(line::cut, deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            line.close();
            throw new GateException(Errno.EUNAVAILABLE, "the http capability is being stopped; try again");
        }
        return line;
    }

    int count() {
        return open.size();
    }

    /** Cuts all of them; none is opened any more. */
    @Override
    public void close() {
        timer.shutdownNow();
        open.forEach(Line::cut);
    }
}
