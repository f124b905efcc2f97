package dev.tollgate.benchmarks.jobs.subject;

import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.bridge.internal.PluginJobHandler;
import dev.tollgate.bridge.internal.StoredJobLimits;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.internal.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Plugins, each in a group of its own, whose jobs do nothing, on all that stands between a job and the guest's code. */
final class NoopPlugins implements TollgateSubject.Work {
    private static final String BY = "bench";
    private static final String TYPE = "noop";
    private static NoopPlugins only;

    private final List<PluginId> plugins = new ArrayList<>();
    private final int perGroup;
    private final JobHandler handler;
    private volatile Progress progress;

    private NoopPlugins(Kind.Setting setting) {
        this.perGroup = setting.perGroup();
        PluginHost host = new PluginHost(setting.folder(), Map.of("tollgate_job_per_group", perGroup));
        Components components = host.components();
        components.make(StoredJobLimits.class);
        this.handler = components.make(PluginJobHandler.class);
        components.add(unused());
        host.provideQueue();
        host.start();
        for (int i = 0; i < Subject.GROUPS; i++) {
            plugins.add(host.active(TestPackage.enqueue("bench-worker-" + i, "1.0.0"), "queue").id());
        }
    }

    /** Installed once in a process, whichever stores of jobs it opens. */
    static synchronized NoopPlugins installed(Kind.Setting setting, Progress progress) {
        if (only == null) {
            only = new NoopPlugins(setting);
        }
        only.progress = progress;
        return only;
    }

    @Override
    public JobRequest request(Payload job) {
        PluginId plugin = plugins.get(job.group());
        PluginTaskPayload payload = PluginTaskPayload.of(plugin, TYPE, job.bytes(), BY);
        return JobRequest.of(PluginQueue.QUEUE, payload.jobType(), plugin.slug(), payload.encode(), 0);
    }

    @Override
    public Serving serving() {
        return new Serving(PluginQueue.QUEUE, new JobHandler() {
            @Override
            public JobResult run(JobExecution execution, Lease lease) {
                progress.started(() -> PluginTaskPayload.decode(execution.payload()).body());
                JobResult result = handler.run(execution, lease);
                if (!(result instanceof JobResult.Done)) {
                    throw new IllegalStateException("a job that does nothing ended as " + result);
                }
                return result;
            }

            @Override
            public OptionalInt perGroup(String group) {
                return handler.perGroup(group);
            }
        }, perGroup);
    }

    /** The jobs hold the queue and do not use it. */
    private static PluginQueue unused() {
        return StandIns.proxy(PluginQueue.class, (self, method, arguments) -> {
            throw new UnsupportedOperationException("no job of the measurement enqueues");
        });
    }
}
