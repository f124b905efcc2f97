package dev.tollgate.ingress.websocket.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing after another, on whatever thread is free: what happens in turns needs no lock. */
final class Turns implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    Turns(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable turn) {
        synchronized (this) {
            waiting.add(turn);
            if (busy) {
                return;
            }
            busy = true;
        }
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException ending) {
            LOG.debug("the bundle stops; nothing more is done", ending);
        }
    }

    private void run() {
        for (Runnable turn = next(); turn != null; turn = next()) {
            try {
                turn.run();
            } catch (RuntimeException | Error failure) {
                LOG.error("a turn of a WebSocket connection failed; the connection goes on", failure);
            }
        }
    }

    private synchronized Runnable next() {
        Runnable turn = waiting.poll();
        busy = turn != null;
        return turn;
    }
}
