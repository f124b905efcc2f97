package dev.tollgate.benchmarks.jobs.subject;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.Engine;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.jobs.spi.JobStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Tollgate's job engine: one node, with all its settings but the threads at their defaults. */
final class TollgateSubject implements Subject {
    private static final String QUEUE = "bench";

    private final JobStorage storage;
    private final JobStore store;
    private final Work work;
    private final EngineSettings settings;
    private final Handlers<Integer> handlers = new Handlers<>();
    private final Doorbell bell = new Doorbell();
    private final JobQueue queue;
    private Engine engine;

    /** Jobs and who runs them. */
    interface Work {
        JobRequest request(Payload job);

        Serving serving();
    }

    private TollgateSubject(JobStorage storage, Work work, Kind.Setting setting, Progress progress) {
        this.storage = storage;
        this.store = counted(storage.jobs(), progress);
        this.work = work;
        this.settings = EngineSettings.from(Map.of("worker.threads", setting.threads()));
        this.queue = new StoredQueue(store, bell, new SecureRandom());
        handlers.add(0, work.serving());
    }

    static TollgateSubject java(JobStorage storage, Kind.Setting setting, Progress progress) {
        JobHandler noop = (execution, lease) -> {
            progress.started(execution::payload);
            return new JobResult.Done(new byte[0], "{}");
        };
        return new TollgateSubject(storage, new Work() {
            @Override
            public JobRequest request(Payload job) {
                return JobRequest.of(QUEUE, "noop", "group-" + job.group(), job.bytes(), 0);
            }

            @Override
            public Serving serving() {
                return new Serving(QUEUE, noop, setting.perGroup());
            }
        }, setting, progress);
    }

    static TollgateSubject wasm(JobStorage storage, Kind.Setting setting, Progress progress) throws IOException {
        return new TollgateSubject(storage, NoopPlugins.installed(setting, progress), setting, progress);
    }

    @Override
    public void enqueue(Payload job) {
        check(queue.enqueue(work.request(job)));
    }

    @Override
    public void enqueue(List<Payload> jobs) {
        queue.enqueue(jobs.stream().map(work::request).toList()).forEach(TollgateSubject::check);
    }

    @Override
    public void start() {
        engine = new Engine("bench", store, handlers, settings, new Random(), bell, new ScheduleBell());
        engine.start();
    }

    @Override
    public void stop() {
        engine.close();
    }

    @Override
    public void close() {
        storage.close();
    }

    private static void check(Enqueued answer) {
        if (!(answer instanceof Enqueued.Accepted)) {
            throw new IllegalStateException("a job was not taken in: " + answer);
        }
    }

    /** The same store; how many ends it wrote goes into the progress. */
    private static JobStore counted(JobStore store, Progress progress) {
        return StandIns.proxy(JobStore.class, (self, method, arguments) -> {
            try {
                Object answer = method.invoke(store, arguments);
                if (method.getName().equals("write")) {
                    progress.done(((Set<?>) answer).size());
                }
                return answer;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
    }
}
