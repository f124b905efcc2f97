package dev.tollgate.bridge.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.limits.Rate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes plugin jobs in: checks, rewrites, wraps, and hands them to the job engine. */
@Component(service = {PluginQueue.class, PluginJobs.class}, configurationPid = BridgeSettings.PID)
@Designate(ocd = BridgeSettings.class)
public final class JobIntake implements PluginQueue, PluginJobs {
    private static final Logger LOG = LoggerFactory.getLogger(JobIntake.class);

    private final JobQueue queue;
    private final Jobs jobs;
    private final JobsAdmin admin;
    private final Plugins plugins;
    private final Rate rate;
    private final Bounds bounds;

    /** @param rate enqueues of a plugin in any minute; @param queued jobs of it that may wait; @param bodyBytes of one job */
    record Bounds(int rate, int queued, int bodyBytes) {
        Bounds {
            check("rate.per.minute", rate);
            check("most.queued", queued);
            check("most.body.bytes", bodyBytes);
        }

        static int checked(String key, int value) {
            check(key, value);
            return value;
        }

        private static void check(String key, int value) {
            if (value < 1) {
                throw new IllegalArgumentException("configuration " + BridgeSettings.PID + ": " + key + " is " + value
                        + ", allowed is a whole number from 1");
            }
        }
    }

    @Activate
    public JobIntake(@Reference JobQueue queue, @Reference Jobs jobs, @Reference JobsAdmin admin, @Reference Plugins plugins,
            BridgeSettings settings) {
        this(queue, jobs, admin, plugins, new Bounds(settings.rate_per_minute(), settings.most_queued(), settings.most_body_bytes()),
                Clock.systemUTC());
    }

    JobIntake(JobQueue queue, Jobs jobs, JobsAdmin admin, Plugins plugins, Bounds bounds, Clock clock) {
        this.queue = queue;
        this.jobs = jobs;
        this.admin = admin;
        this.plugins = plugins;
        this.rate = new Rate(bounds.rate(), Duration.ofMinutes(1), clock);
        this.bounds = bounds;
    }

    @Override
    public JobId enqueue(PluginId plugin, String handler, String type, byte[] body, String options) throws GateException {
        // A job of a version that was replaced meanwhile could never run.
        Manifest manifest = plugins.active(plugin.slug()).filter(active -> active.id().equals(plugin)).map(ActivePlugin::manifest)
                .orElseThrow(() -> new GateException(Errno.EUNAVAILABLE, plugin + " is no longer active"));
        Manifest.Job job = manifest.job(type).orElseThrow(() -> new GateException(Errno.EINVAL, undeclared(type, manifest)));
        if (body.length > bounds.bodyBytes()) {
            throw new GateException(Errno.ETOOBIG, "a job's body of " + body.length + " bytes; at most " + bounds.bodyBytes()
                    + " are taken");
        }
        EnqueueOptions wanted = EnqueueOptions.parse(options);
        if (!rate.tryTake(plugin.slug())) {
            throw new GateException(Errno.ERATELIMIT, plugin.slug() + " enqueued as many jobs as it may in a minute");
        }
        if (jobs.queued(QUEUE, plugin.slug(), bounds.queued()) >= bounds.queued()) {
            throw new GateException(Errno.EQUOTA, plugin.slug() + " has " + bounds.queued() + " jobs waiting, as many as it may");
        }
        PluginTaskPayload payload = PluginTaskPayload.of(plugin, type, body, handler);
        return accept(payload, new JobRequest(QUEUE, payload.jobType(), plugin.slug(), payload.encode(), wanted.delay(),
                wanted.maxRetry().orElse(job.maxRetry()),
                wanted.uniqueFor().map(window -> new JobRequest.Unique(uniqueKey(type, body), window)), wanted.idempotencyKey()));
    }

    @Override
    public Optional<JobView> status(PluginId plugin, String jobId) {
        try {
            return jobs.get(new JobId(jobId)).filter(job -> job.queue().equals(QUEUE) && job.group().equals(plugin.slug()));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    @Override
    public JobId enqueue(String slug, String type, byte[] body, String by) {
        ActivePlugin plugin = plugins.active(slug).orElseThrow(() -> new PluginException(slug + " is not active"));
        Manifest.Job job = plugin.manifest().job(type)
                .orElseThrow(() -> new PluginException(undeclared(type, plugin.manifest())));
        PluginTaskPayload payload = PluginTaskPayload.of(plugin.id(), type, body, by);
        return queue.enqueue(JobRequest.of(QUEUE, payload.jobType(), slug, payload.encode(), job.maxRetry())).id();
    }

    @Override
    public void replay(JobId id) {
        admin.replay(id, stored -> {
            PluginTaskPayload payload = PluginTaskPayload.decode(stored);
            PluginId current = plugins.get(payload.slug()).orElseThrow(() -> new PluginException(payload.slug()
                    + " is no longer installed, so its job " + id + " cannot run again")).current();
            return payload.pinnedTo(current).encode();
        });
    }

    private static String undeclared(String type, Manifest manifest) {
        return manifest.slug() + " declares no job type '" + PlainText.of(type) + "'; it declares "
                + manifest.jobs().stream().map(Manifest.Job::type).toList();
    }

    private JobId accept(PluginTaskPayload payload, JobRequest request) throws GateException {
        try {
            Enqueued enqueued = queue.enqueue(request);
            if (enqueued instanceof Enqueued.Duplicate duplicate) {
                throw new GateException(Errno.ECONFLICT, "an equal job is live: " + duplicate.id());
            }
            return enqueued.id();
        } catch (JobStoreException failure) {
            LOG.error("{} of {} could not be stored", payload.jobType(), payload.plugin(), failure);
            throw new GateException(Errno.EINTERNAL, "the job could not be stored");
        }
    }

    /** The plugin's own words and nothing of ours: neither the version nor the caller makes a job another one. */
    private static String uniqueKey(String type, byte[] body) {
        MessageDigest hash = Digest.sha256();
        hash.update(type.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
        hash.update(body);
        return Digest.of(hash).hex();
    }
}
