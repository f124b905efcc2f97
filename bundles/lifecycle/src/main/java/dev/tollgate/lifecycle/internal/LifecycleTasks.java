package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.PluginWork;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does lifecycle tasks. A task may be begun any number of times and on any node that shares the catalogue: each looks at the
 * catalogue first, does what is left to do, and what only one may do is a change of the row that only one can make.
 */
@Component(service = LifecycleTasks.class)
public final class LifecycleTasks implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleTasks.class);

    private final PluginCalls calls;
    private final List<PluginWork> work = new CopyOnWriteArrayList<>();
    private final Activation activation;
    private final Deactivation deactivation;
    private final Removal removal;

    @Activate
    public LifecycleTasks(@Reference PluginRegistry plugins, @Reference PluginCalls calls) {
        this.calls = calls;
        this.activation = new Activation(plugins, work);
        this.deactivation = new Deactivation(plugins, work);
        this.removal = new Removal(plugins, work);
    }

    @Reference(name = "work", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "remove")
    void add(PluginWork keeper) {
        work.add(keeper);
    }

    void remove(PluginWork keeper) {
        work.remove(keeper);
    }

    @Override
    public JobResult run(JobExecution job, Lease lease) {
        LifecycleTask task;
        try {
            task = LifecycleTask.decode(job.type(), job.payload());
        } catch (IllegalArgumentException malformed) {
            return new JobResult.SkipRetry(malformed.getMessage(), StateCall.NO_REPORT);
        }
        StateCall call = new StateCall(calls, job, lease);
        JobResult result = switch (task.type()) {
            case ACTIVATE -> activation.run(task, call);
            case DEACTIVATE -> deactivation.run(task, call);
            case REMOVE -> removal.run(task, call);
        };
        log(job, task, result);
        return result;
    }

    private static void log(JobExecution job, LifecycleTask task, JobResult result) {
        if (result instanceof JobResult.Failed failed) {
            LOG.warn("{} of {}, attempt {}: {}", job.type(), task.plugin(), job.attempt(), failed.reason());
        } else if (result instanceof JobResult.SkipRetry skipped) {
            LOG.warn("{} of {} is not tried again: {}", job.type(), task.plugin(), skipped.reason());
        }
    }
}
