package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.TaskEnd.Ending;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.spi.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where lifecycle tasks wait. A catalogue has a queue of its own: nodes that share jobs and not their plugins must not do each
 * other's tasks.
 */
@Component(service = LifecycleQueue.class, configurationPid = LifecycleSettings.PID)
@Designate(ocd = LifecycleSettings.class)
public final class LifecycleQueue {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleQueue.class);
    private static final String QUEUE = "lifecycle";
    private static final int MOST_RETRIES = 3;
    /** Longer than a live task can take with all its retries. */
    private static final Duration WHILE_LIVE = Duration.ofDays(7);
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final JobQueue queue;
    private final Jobs jobs;
    private final String name;
    private volatile Duration patience;
    private volatile Duration timeout;
    private final LongSupplier nanoTime;
    private final Pause pause;

    /** Lets time go by. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    @Activate
    public LifecycleQueue(@Reference JobQueue queue, @Reference Jobs jobs, @Reference ChosenCatalogue catalogue, LifecycleSettings settings) {
        this(queue, jobs, catalogue.store().name(), Duration.ofSeconds(checked("wait.seconds", settings.wait_seconds(), 0)),
                Duration.ofSeconds(checked("timeout.seconds", settings.timeout_seconds(), 1)), System::nanoTime,
                time -> Thread.sleep(time.toMillis()));
    }

    /** @param catalogue its name */
    LifecycleQueue(JobQueue queue, Jobs jobs, String catalogue, Duration patience, Duration timeout, LongSupplier nanoTime, Pause pause) {
        this.queue = queue;
        this.jobs = jobs;
        this.name = catalogue.isEmpty() ? QUEUE : QUEUE + "." + catalogue;
        this.patience = patience;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** For what is asked for from now on. */
    @Modified
    void configure(LifecycleSettings settings) {
        patience = Duration.ofSeconds(checked("wait.seconds", settings.wait_seconds(), 0));
        timeout = Duration.ofSeconds(checked("timeout.seconds", settings.timeout_seconds(), 1));
    }

    String name() {
        return name;
    }

    /** Returns when the task is durable; the one that is there already where that wants the same. */
    JobId enqueue(LifecycleTask task) {
        Terms terms = Terms.retries(MOST_RETRIES).timeout(timeout).exclusive(name + ":" + task.slug()).from(Origin.lifecycle(task.by()));
        JobRequest request = JobRequest.of(name, task.type().job(), task.slug(), task.encode(), MOST_RETRIES).on(terms)
                .admitted(Admission.FREE.unique(name + ":" + task.key(), WHILE_LIVE));
        try {
            Enqueued answer = queue.enqueue(request);
            if (answer instanceof Enqueued.Present present) {
                return present.id();
            }
            throw new PluginException("no tasks of " + task.slug() + " are taken in: its group in the queue " + name
                    + " was closed; open it first");
        } catch (JobStoreException failed) {
            throw new StoreException(task.type().job() + " of " + task.slug() + " could not be stored", failed);
        }
    }

    /** Waits for the end of a task, for as long as was configured. */
    TaskEnd end(JobId task) {
        return end(task, false);
    }

    /** The same, or for the end of an attempt that failed. */
    TaskEnd firstEnd(JobId task) {
        return end(task, true);
    }

    private TaskEnd end(JobId task, boolean oneAttempt) {
        long until = nanoTime.getAsLong() + patience.toNanos();
        Duration next = FIRST_LOOK;
        while (true) {
            TaskEnd now = look(task);
            if (now.ending() != Ending.GOES_ON || oneAttempt && failedOnce(task) || nanoTime.getAsLong() - until >= 0) {
                return now;
            }
            try {
                pause.of(next);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return now;
            }
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private TaskEnd look(JobId task) {
        try {
            Optional<JobView> job = jobs.get(task);
            String reason = job.flatMap(JobView::reason).orElse("");
            if (job.isEmpty() || job.get().state() == JobState.DONE) {
                // One that is not there any more was at its end, and what it did is in the catalogue.
                return new TaskEnd(Ending.DONE, "");
            }
            return new TaskEnd(job.get().state().terminal() ? Ending.FAILED : Ending.GOES_ON, reason);
        } catch (JobStoreException failed) {
            LOG.debug("the task {} cannot be looked at now", task, failed);
            return new TaskEnd(Ending.GOES_ON, "");
        }
    }

    private boolean failedOnce(JobId task) {
        try {
            return jobs.get(task).filter(job -> job.state() == JobState.QUEUED && job.attempts() > 0).isPresent();
        } catch (JobStoreException failed) {
            return false;
        }
    }

    private static long checked(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("configuration " + LifecycleSettings.PID + ": " + key + " is " + value
                    + ", allowed is a whole number from " + least);
        }
        return value;
    }
}
