package dev.tollgate.diagnostics.internal.event;

import dev.tollgate.jobs.DeadLetter;
import dev.tollgate.jobs.JobObserver;
import dev.tollgate.lifecycle.EventObserver;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.limits.Refusals;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts what happens to EventAdmin, where there is one. Those who tell hold locks and calls of plugins, so it is posted on a thread of
 * its own, in the order in which it happened; what comes faster than EventAdmin takes it is counted and dropped.
 */
@Component(service = {EventObserver.class, JobObserver.class})
public final class EventPublisher implements EventObserver, JobObserver {
    static final int WAITING = 1_024;
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final EventAdmin admin;
    private final ExecutorService thread;
    private final Refusals dropped;

    @Activate
    public EventPublisher(@Reference EventAdmin admin) {
        this(admin, new Refusals("events for EventAdmin", LOG::warn, Clock.systemUTC()));
    }

    EventPublisher(EventAdmin admin, Refusals dropped) {
        this.admin = admin;
        this.dropped = dropped;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
            Thread made = new Thread(task, "tollgate-events");
            made.setDaemon(true);
            return made;
        });
    }

    @Deactivate
    void close() {
        thread.shutdownNow();
        dropped.close();
    }

    @Override
    public void saw(HostEvent event) {
        soon(() -> Bulletin.of(event).ifPresent(admin::postEvent));
    }

    @Override
    public void buried(DeadLetter letter) {
        soon(() -> admin.postEvent(Bulletin.of(letter)));
    }

    private void soon(Runnable post) {
        try {
            thread.execute(() -> posted(post));
        } catch (RejectedExecutionException full) {
            dropped.add("WAITING_FULL", "EventAdmin does not take them as fast as they come");
        }
    }

    private void posted(Runnable post) {
        try {
            post.run();
        } catch (RuntimeException failed) {
            // EventAdmin may be on its way out.
            dropped.add("FAILED", String.valueOf(failed.getMessage()));
        }
    }
}
