package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.DeadLetter;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobObserversTest {
    private final HandClock clock = new HandClock();
    private final HandThreads threads = new HandThreads();
    private final MemoryJobStore store = new MemoryJobStore(clock);
    private final Doorbell bell = new Doorbell();
    private final Handlers<Integer> handlers = new Handlers<>();
    private final StoredQueue queue = new StoredQueue(store, bell, new Random(42));
    private final JobObservers observers = new JobObservers();
    private final Worker worker = new Worker("w", store, handlers, new EngineSettings(3, Duration.ofSeconds(30), Duration.ofSeconds(1),
            Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, 0), new RetryPolicy(new Random(42)), bell, threads, observers);
    private final List<DeadLetter> letters = new ArrayList<>();
    private JobResult result = new JobResult.SkipRetry("no such type", "");

    @Test
    void aDeadLetterIsToldOnceAndOnlyWhenItIsOnRecord() {
        observers.add(letters::add);
        JobId id = run();
        assertThat(letters).as("before the write").isEmpty();
        worker.flush();
        assertThat(store.entry(id).state).isEqualTo(JobState.DEAD);
        worker.flush();
        assertThat(letters).containsExactly(new DeadLetter(id, "q", "mail", "shop", 1, "no such type", clock.instant()));
    }

    @Test
    void whatIsDoneOrTriedAgainIsNoDeadLetter() {
        observers.add(letters::add);
        for (JobResult harmless : List.of(new JobResult.Done(new byte[0], ""), new JobResult.Failed("later", ""))) {
            result = harmless;
            run();
            worker.flush();
        }
        assertThat(letters).isEmpty();
    }

    @Test
    void whoFailsToLookOnHindersNobody() {
        observers.add(letter -> {
            throw new IllegalStateException("full");
        });
        observers.add(letters::add);
        run();
        assertThat(worker.flush()).isTrue();
        assertThat(letters).hasSize(1);
        assertThat(worker.unsettled()).isZero();
    }

    private JobId run() {
        handlers.remove(1);
        handlers.add(1, Serving.of((execution, lease) -> result, Map.of(JobHandler.QUEUE, "q")));
        JobId id = ((Enqueued.Accepted) queue.enqueue(JobRequest.of("q", "mail", "shop", new byte[0], 3))).id();
        worker.round();
        threads.runAll();
        return id;
    }
}
