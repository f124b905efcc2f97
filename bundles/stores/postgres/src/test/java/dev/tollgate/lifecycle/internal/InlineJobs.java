package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Lease;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A node's queue that does each lifecycle task when it is asked for, one at a time of a plugin on all nodes of this process. */
final class InlineJobs implements JobQueue {
    private static final Map<String, Object> EXCLUSIVE = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();
    private static final Lease HELD = new Lease() {
        @Override
        public boolean held() {
            return true;
        }

        @Override
        public Duration left() {
            return Duration.ofSeconds(30);
        }
    };

    private final Map<JobId, JobView> done = new ConcurrentHashMap<>();
    private volatile JobHandler handler;

    LifecycleQueue lifecycle() {
        Jobs jobs = (Jobs) Proxy.newProxyInstance(Jobs.class.getClassLoader(), new Class<?>[] {Jobs.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("get")) {
                return Optional.ofNullable(done.get(arguments[0]));
            }
            throw new UnsupportedOperationException(method.getName());
        });
        return new LifecycleQueue(this, jobs, "", Duration.ofSeconds(30), Duration.ofMinutes(10), System::nanoTime,
                time -> Thread.sleep(time.toMillis()));
    }

    void serve(JobHandler next) {
        handler = next;
    }

    @Override
    public Enqueued enqueue(JobRequest request) {
        JobId id = new JobId("00000000-0000-7000-8000-%012d".formatted(LAST.incrementAndGet()));
        synchronized (EXCLUSIVE.computeIfAbsent(request.group(), group -> new Object())) {
            JobResult result = handler.run(new JobExecution(id, request.queue(), request.type(), request.group(), request.payload(), 1,
                    request.terms(), 1, Instant.EPOCH, Instant.MAX), HELD);
            boolean success = result instanceof JobResult.Done;
            done.put(id, new JobView(id, request.queue(), request.type(), request.group(), success ? JobState.DONE : JobState.DEAD, 1, 0,
                    Instant.EPOCH, Instant.EPOCH, Optional.empty(), success ? Optional.empty() : Optional.of(result.toString()),
                    request.payload(), Optional.empty(), Optional.of("{}")));
        }
        return new Enqueued.Accepted(id);
    }

    @Override
    public List<Enqueued> enqueue(List<JobRequest> requests) {
        return requests.stream().map(this::enqueue).toList();
    }
}
