package dev.tollgate.benchmarks;

import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.abi.PluginId;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** How many jobs a second are enqueued and executed, with handlers that do nothing: in Java, and in WebAssembly. */
final class JobFigures {
    private static final int ENQUEUED = 5_000;
    private static final int GROUPS = 10;
    private static final int PER_GROUP = 2_000;
    private static final int ROUNDS = 3;

    private final BundleContext context;
    private final Plugins plugins;
    private final Grants grants;
    private final JobQueue queue;
    private final Jobs jobs;
    private final PluginJobs pluginJobs;

    JobFigures(BundleContext context, Plugins plugins, Grants grants, JobQueue queue, Jobs jobs, PluginJobs pluginJobs) {
        this.context = context;
        this.plugins = plugins;
        this.grants = grants;
        this.queue = queue;
        this.jobs = jobs;
        this.pluginJobs = pluginJobs;
    }

    String table() throws InstallException, InterruptedException {
        List<PluginId> workers = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            PluginId id = plugins.install(TestPackage.enqueue("bench-worker-" + i, "1.0.0").build(), "bench");
            grants.grant(id, "queue", "bench");
            plugins.activate(id.slug(), Optional.empty(), "bench");
            workers.add(id);
        }
        List<JobRequest> java = requests(worker -> JobRequest.of("bench", "noop", worker.slug(), new byte[200], 0), workers);
        List<JobRequest> wasm = requests(worker -> {
            PluginTaskPayload payload = PluginTaskPayload.of(worker, "noop", new byte[200], "bench");
            return JobRequest.of(PluginQueue.QUEUE, payload.jobType(), worker.slug(), payload.encode(), 0);
        }, workers);
        StringBuilder table = new StringBuilder("| jobs a second, median of " + ROUNDS + " rounds | /s |\n|---|---|\n");
        row(table, "enqueued by 1 thread, one at a time, on disk when acknowledged", median(() -> rate(ENQUEUED, () -> {
            for (int i = 0; i < ENQUEUED; i++) {
                pluginJobs.enqueue(workers.get(i % GROUPS).slug(), "noop", new byte[200], "bench");
            }
        })));
        settle();
        ServiceRegistration<JobHandler> handler = context.registerService(JobHandler.class,
                (execution, lease) -> new JobResult.Done(new byte[0], "{}"), properties());
        row(table, "enqueued in batches of 500 and executed, Java no-op, 10 groups of 2,000", median(() -> executed(java)));
        handler.unregister();
        row(table, "enqueued in batches of 500 and executed, WebAssembly no-op, 10 plugins of 2,000", median(() -> executed(wasm)));
        return table.toString();
    }

    private static Hashtable<String, Object> properties() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(JobHandler.QUEUE, "bench");
        properties.put(JobHandler.PER_GROUP, 2);
        return properties;
    }

    private static List<JobRequest> requests(java.util.function.Function<PluginId, JobRequest> request, List<PluginId> workers) {
        return IntStream.range(0, GROUPS * PER_GROUP).mapToObj(i -> request.apply(workers.get(i % GROUPS))).toList();
    }

    private double executed(List<JobRequest> requests) throws InterruptedException {
        return rate(requests.size(), () -> {
            for (int from = 0; from < requests.size(); from += 500) {
                queue.enqueue(requests.subList(from, from + 500));
            }
            settle();
        });
    }

    private void settle() throws InterruptedException {
        while (jobs.counts().get(JobState.QUEUED) + jobs.counts().get(JobState.RUNNING) > 0) {
            Thread.sleep(5);
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private interface Measurement {
        double run() throws InterruptedException;
    }

    private static double rate(int count, Work work) throws InterruptedException {
        long start = System.nanoTime();
        work.run();
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(Measurement measurement) throws InterruptedException {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rates.add(measurement.run());
        }
        return rates.stream().sorted().toList().get(ROUNDS / 2);
    }

    private static void row(StringBuilder table, String name, double rate) {
        table.append("| ").append(name).append(" | ").append(String.format(Locale.ROOT, "%,.0f", rate)).append(" |\n");
    }
}
