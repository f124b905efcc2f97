package dev.tollgate.bridge.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.abi.PlainFailure;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.engine.Observation;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.Origin;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a plugin's job. In this order: the payload decodes and belongs to the job's type, the plugin exists, is active, is
 * at the very version that the job was enqueued for, has a {@link JobTarget} for it; then it is called, unless it waits for a
 * capability, is degraded, or for a slot where it has the operator's second set of caps. Where another generation took over in
 * between, all of that is looked at again. What another try cannot mend goes to the
 * dead letters at once; what is only held back was no attempt. Once the lease is lost, or the job engine interrupts, the guest ends
 * where it is.
 */
@Component(service = JobHandler.class, configurationPid = BridgeSettings.PID, property = JobHandler.QUEUE + "=" + PluginQueue.QUEUE)
public final class PluginJobHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PluginJobHandler.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NO_REPORT = "{}";
    private static final Duration WHILE_WAITING = Duration.ofSeconds(5);
    private static final Duration WHILE_BUSY = Duration.ofMillis(200);
    /** Each time it was replaced in between; whoever is reloaded so often lets others have the thread. */
    private static final int MOST_DISPATCHES = 10;

    private final Plugins plugins;
    private final PluginCalls calls;
    private final JobLimits limits;
    private final int highResourceJobs;
    private final Semaphore highResourceSlots;

    @Activate
    public PluginJobHandler(@Reference Plugins plugins, @Reference PluginCalls calls, @Reference JobLimits limits, BridgeSettings settings) {
        this(plugins, calls, limits, settings.high_resource_jobs());
    }

    /** How many run of one plugin is a property of this service, which the component runtime brings up to date. */
    @Modified
    void keep() {
        // The slots of high-resource jobs are taken by jobs that run.
    }

    /** @param highResourceJobs how many run at a time under the second set of caps, all plugins together */
    PluginJobHandler(Plugins plugins, PluginCalls calls, JobLimits limits, int highResourceJobs) {
        if (highResourceJobs < 1) {
            throw new IllegalArgumentException("configuration " + BridgeSettings.PID + ": high.resource.jobs is " + highResourceJobs
                    + ", allowed is a whole number from 1");
        }
        this.plugins = plugins;
        this.calls = calls;
        this.limits = limits;
        this.highResourceJobs = highResourceJobs;
        this.highResourceSlots = new Semaphore(highResourceJobs);
    }

    @Override
    public OptionalInt perGroup(String group) {
        try {
            return OptionalInt.of(limits.limits(group).atATime());
        } catch (SettingsException unreadable) {
            LOG.debug("how many jobs of {} may run cannot be read now, the configuration's number holds", group, unreadable);
            return OptionalInt.empty();
        }
    }

    /** What is answered here a guest may read, as its job's reason; how the host failed is not for it. */
    @Override
    public JobResult run(JobExecution job, Lease lease) {
        try {
            return carriedOut(job, lease);
        } catch (RuntimeException | LinkageError failure) {
            LOG.error("job {} of {}: the host failed", job.id(), job.group(), PlainFailure.of(failure));
            return new JobResult.Failed("the host failed; its log says why", NO_REPORT);
        }
    }

    private JobResult carriedOut(JobExecution job, Lease lease) {
        PluginTaskPayload payload;
        try {
            payload = PluginTaskPayload.decode(job.payload());
        } catch (IllegalArgumentException malformed) {
            return skip(malformed.getMessage());
        }
        if (!payload.jobType().equals(job.type()) || !payload.slug().equals(job.group())) {
            return skip("the payload is for " + payload.jobType() + ", but the job is " + job.type() + " of " + job.group());
        }
        for (int i = 0; i < MOST_DISPATCHES; i++) {
            Optional<JobResult> result = dispatch(job, lease, payload);
            if (result.isPresent()) {
                return result.get();
            }
        }
        return new JobResult.HeldBack(payload.slug() + " is being reloaded", WHILE_BUSY);
    }

    /** Empty where the plugin was replaced since it was looked up: all that was checked was another one's. */
    private Optional<JobResult> dispatch(JobExecution job, Lease lease, PluginTaskPayload payload) {
        Optional<ActivePlugin> active = plugins.active(payload.slug());
        if (active.isEmpty()) {
            return Optional.of(notActive(payload.slug(), plugins.get(payload.slug())));
        }
        ActivePlugin plugin = active.get();
        if (!plugin.id().equals(payload.plugin())) {
            return Optional.of(notLoaded(payload.plugin(), plugin.id()));
        }
        JobTarget target = JobTarget.of(plugin, payload);
        if (target.refusal().isPresent()) {
            return Optional.of(skip(target.refusal().get()));
        }
        Optional<Limits> more = plugin.highResourceJobLimits();
        if (more.isEmpty()) {
            return call(job, lease, plugin, target.handler(), payload, plugin.jobLimits());
        }
        // They take their time: all plugins together leave threads to the others.
        if (!highResourceSlots.tryAcquire()) {
            return Optional.of(new JobResult.HeldBack(highResourceJobs + " high-resource jobs run, as many as may on this node", WHILE_BUSY));
        }
        try {
            return call(job, lease, plugin, target.handler(), payload, more.get());
        } finally {
            highResourceSlots.release();
        }
    }

    private Optional<JobResult> call(JobExecution job, Lease lease, ActivePlugin plugin, String handler, PluginTaskPayload payload, Limits caps) {
        BooleanSupplier wanted = () -> lease.held() && !Thread.currentThread().isInterrupted();
        Profile profile = new Profile(Profile.Kind.JOB, within(caps, job.terms().timeout()), context(job, payload), wanted, tracedBy(payload));
        CallResult result = calls.call(plugin, handler, payload.body(), profile);
        if (result instanceof CallResult.Superseded) {
            return Optional.empty();
        }
        if (result instanceof CallResult.HeldBack held) {
            return Optional.of(new JobResult.HeldBack(held.reason(), held.left().orElse(WHILE_WAITING)));
        }
        return Optional.of(result(job, plugin, ((CallResult.Ended) result).outcome(), wanted));
    }

    /** Goes on with the trace that it was enqueued in. */
    private static Observation tracedBy(PluginTaskPayload payload) {
        if (payload.traceparent().isEmpty()) {
            return Observation.NONE;
        }
        Optional<String> parent = Optional.of(payload.traceparent());
        return new Observation() {
            @Override
            public Optional<String> traceparent() {
                return parent;
            }
        };
    }

    private static Map<String, String> context(JobExecution job, PluginTaskPayload payload) {
        Map<String, String> context = new HashMap<>(Map.of("job", job.id().value(), "type", payload.type(),
                "attempt", Integer.toString(job.attempt()), "token", Long.toString(job.token())));
        payload.schedule().ifPresent(name -> context.put("schedule", name));
        job.terms().origin().flatMap(Origin::fireAt).ifPresent(fireAt -> context.put("fire_at", fireAt.toString()));
        return context;
    }

    /** Gates block no longer than what is left of the deadline, so a schedule's timeout is one where it ends earlier. */
    private static Limits within(Limits caps, Optional<Duration> timeout) {
        return timeout.filter(bound -> bound.compareTo(caps.deadline()) < 0)
                .map(bound -> caps.with(caps.fuel(), caps.memory(), bound)).orElse(caps);
    }

    /** Nodes that share a catalogue switch to a version one after the other, and one that is behind leaves its jobs to the others. */
    private JobResult notLoaded(PluginId wanted, PluginId here) {
        Optional<PluginView> now = plugins.get(wanted.slug()).filter(plugin -> plugin.current().equals(wanted));
        return now.isPresent() ? notActive(wanted.slug(), now) : skip(versionChanged(wanted, here));
    }

    private static JobResult notActive(String slug, Optional<PluginView> plugin) {
        if (plugin.isEmpty()) {
            return skip(slug + " is not installed");
        }
        return switch (plugin.get().state()) {
            // It should be active and is not loaded: the host is starting, stopping or taking a new configuration.
            case ACTIVE, WAITING, DEGRADED -> new JobResult.HeldBack(slug + " is being loaded", WHILE_BUSY);
            // Not why: that may be how the host failed. The plugin's own page says it.
            case INSTALLED, INACTIVE, FAILED, REMOVING -> skip(slug + " is not active: activate it, then replay the job");
        };
    }

    private static JobResult result(JobExecution job, ActivePlugin plugin, Outcome outcome, BooleanSupplier wanted) {
        String report = report(outcome.usage());
        if (outcome instanceof Outcome.Completed completed) {
            return new JobResult.Done(completed.output(), report);
        }
        if (outcome instanceof Outcome.Tripped tripped) {
            LOG.warn("job {} attempt {}: {}", job.id(), job.attempt(), tripped.trip());
            String trip = tripped.trip().toString();
            return tripped.trip().limit() == Limit.DEADLINE ? new JobResult.TimedOut(trip, report) : new JobResult.Failed(trip, report);
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        return switch (failed.failure()) {
            case BUSY, CLOSED -> new JobResult.HeldBack(failed.message(), WHILE_BUSY);
            case REJECTED, NO_HANDLER, INPUT_TOO_BIG, NESTED -> new JobResult.SkipRetry(failed.message(), report);
            // Who still wants it did not end it: the plugin was reloaded, and the job runs again.
            case CANCELLED -> wanted.getAsBoolean() ? new JobResult.HeldBack(failed.message(), WHILE_BUSY)
                    : new JobResult.Failed("its lease was lost, its time was up or the host stopped", report);
            case FAILED, TRAPPED, INTERNAL -> {
                LOG.warn("job {} attempt {} of {} failed: {}", job.id(), job.attempt(), plugin.id(), failed.message());
                yield new JobResult.Failed(failed.message(), report);
            }
        };
    }

    private static String report(Usage usage) {
        ObjectNode report = JSON.createObjectNode().put("fuel", usage.fuel().units())
                .put("time_us", usage.time().toNanos() / 1_000).put("memory_peak_bytes", usage.memoryPeak().count())
                .put("input_bytes", usage.input().count()).put("output_bytes", usage.output().count());
        usage.hostCalls().forEach(report.putObject("host_calls")::put);
        return report.toString();
    }

    private static String versionChanged(PluginId wanted, PluginId now) {
        return wanted.slug() + " is at " + now.version() + " (" + now.digest().brief() + "), the job was enqueued for "
                + wanted.version() + " (" + wanted.digest().brief() + "): replay it to run it on the present version";
    }

    private static JobResult skip(String reason) {
        return new JobResult.SkipRetry(reason, NO_REPORT, false);
    }
}
