package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.DeadLetter;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobObserver;
import dev.tollgate.jobs.spi.Transition.Bury;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who look on at what becomes of jobs. What one of them throws is its own trouble. */
public final class JobObservers {
    private static final Logger LOG = LoggerFactory.getLogger(JobObservers.class);

    private final List<JobObserver> observers = new CopyOnWriteArrayList<>();

    public void add(JobObserver observer) {
        observers.add(observer);
    }

    public void remove(JobObserver observer) {
        observers.remove(observer);
    }

    /** What was written of an execution. */
    void written(Ended ended) {
        if (ended.transition() instanceof Bury bury && !observers.isEmpty()) {
            JobExecution job = ended.execution();
            tell(new DeadLetter(job.id(), job.queue(), job.type(), job.group(), job.attempt(), bury.reason(), bury.at()));
        }
    }

    private void tell(DeadLetter letter) {
        for (JobObserver observer : observers) {
            try {
                observer.buried(letter);
            } catch (RuntimeException | LinkageError failure) {
                LOG.error("{} failed to look on at job {}", observer, letter.id(), failure);
            }
        }
    }
}
