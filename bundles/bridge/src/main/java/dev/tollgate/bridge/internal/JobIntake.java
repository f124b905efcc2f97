package dev.tollgate.bridge.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.Plugins;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes plugin jobs in: checks, rewrites, wraps, and hands them to the job engine. Rate and depth are checked with the transaction that
 * adds the job, so they hold over all nodes and threads.
 */
@Component(service = PluginQueue.class, configurationPid = BridgeSettings.PID)
@Designate(ocd = BridgeSettings.class)
public final class JobIntake implements PluginQueue {
    private static final Logger LOG = LoggerFactory.getLogger(JobIntake.class);

    private final JobQueue queue;
    private final Jobs jobs;
    private final Plugins plugins;
    private final JobLimits limits;
    private volatile BodySize size;

    @Activate
    public JobIntake(@Reference JobQueue queue, @Reference Jobs jobs, @Reference Plugins plugins, @Reference JobLimits limits,
            BridgeSettings settings) {
        this(queue, jobs, plugins, limits, new BodySize(settings.most_body_bytes()));
    }

    /** For jobs that come from now on. */
    @Modified
    void configure(BridgeSettings settings) {
        size = new BodySize(settings.most_body_bytes());
    }

    JobIntake(JobQueue queue, Jobs jobs, Plugins plugins, JobLimits limits, BodySize size) {
        this.queue = queue;
        this.jobs = jobs;
        this.plugins = plugins;
        this.limits = limits;
        this.size = size;
    }

    @Override
    public JobId enqueue(PluginId plugin, String handler, Wish wish) throws GateException {
        JobRequest request = request(plugin, manifest(plugin), handler, wish);
        return taken(plugin, store(plugin, List.of(request)).get(0));
    }

    @Override
    public List<Answer> enqueue(PluginId plugin, String handler, List<Wish> wishes) throws GateException {
        if (wishes.size() > MOST_IN_BATCH) {
            throw new GateException(Errno.ETOOBIG, "a batch of " + wishes.size() + " jobs; at most " + MOST_IN_BATCH + " are taken");
        }
        Manifest manifest = manifest(plugin);
        Answer[] answers = new Answer[wishes.size()];
        List<JobRequest> good = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            try {
                good.add(request(plugin, manifest, handler, wishes.get(i)));
            } catch (GateException refused) {
                answers[i] = new Answer.Refused(refused.errno(), refused.getMessage());
            }
        }
        Iterator<Enqueued> stored = store(plugin, good).iterator();
        for (int i = 0; i < answers.length; i++) {
            answers[i] = answers[i] != null ? answers[i] : answer(plugin, stored.next());
        }
        return List.of(answers);
    }

    @Override
    public Optional<JobView> status(PluginId plugin, String jobId) {
        try {
            return jobs.get(new JobId(jobId)).filter(job -> job.queue().equals(QUEUE) && job.group().equals(plugin.slug()));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** A job of a version that was replaced meanwhile could never run. */
    private Manifest manifest(PluginId plugin) throws GateException {
        return plugins.active(plugin.slug()).filter(active -> active.id().equals(plugin)).map(ActivePlugin::manifest)
                .orElseThrow(() -> new GateException(Errno.EUNAVAILABLE, plugin + " is no longer active"));
    }

    private JobRequest request(PluginId plugin, Manifest manifest, String handler, Wish wish) throws GateException {
        Manifest.Job job = manifest.job(wish.type())
                .orElseThrow(() -> new GateException(Errno.EINVAL, JobTypes.undeclared(wish.type(), manifest)));
        if (size.exceededBy(wish.body())) {
            throw new GateException(Errno.ETOOBIG, size.refusal(wish.body()));
        }
        EnqueueOptions options = EnqueueOptions.parse(wish.options());
        Admission admission = Admission.FREE.within(quota(plugin));
        if (options.uniqueFor().isPresent()) {
            admission = admission.unique(uniqueKey(wish.type(), wish.body()), options.uniqueFor().get());
        }
        if (options.idempotencyKey().isPresent()) {
            admission = admission.once(options.idempotencyKey().get());
        }
        PluginTaskPayload payload = PluginTaskPayload.of(plugin, wish.type(), wish.body(), handler).tracedBy(wish.traceparent());
        return JobRequest.of(QUEUE, payload.jobType(), plugin.slug(), payload.encode(), 0).after(options.delay()).admitted(admission)
                .on(Terms.retries(options.maxRetry().orElse(job.maxRetry())).from(Origin.enqueued(handler)));
    }

    private Admission.Quota quota(PluginId plugin) throws GateException {
        try {
            JobLimits.Bounds bounds = limits.limits(plugin.slug());
            return new Admission.Quota(bounds.perMinute(), bounds.mostQueued());
        } catch (SettingsException failure) {
            LOG.error("limits of {}'s jobs cannot be read", plugin, failure);
            throw new GateException(Errno.EINTERNAL, "the job could not be stored");
        }
    }

    private List<Enqueued> store(PluginId plugin, List<JobRequest> requests) throws GateException {
        try {
            return requests.isEmpty() ? List.of() : queue.enqueue(requests);
        } catch (JobStoreException failure) {
            LOG.error("{} jobs of {} could not be stored", requests.size(), plugin, failure);
            throw new GateException(Errno.EINTERNAL, "the job could not be stored");
        }
    }

    private static Answer answer(PluginId plugin, Enqueued enqueued) {
        try {
            return new Answer.Taken(taken(plugin, enqueued));
        } catch (GateException refused) {
            return new Answer.Refused(refused.errno(), refused.getMessage());
        }
    }

    private static JobId taken(PluginId plugin, Enqueued enqueued) throws GateException {
        if (enqueued instanceof Enqueued.Duplicate duplicate) {
            throw new GateException(Errno.ECONFLICT, "an equal job is live: " + duplicate.id());
        }
        if (enqueued instanceof Enqueued.Refused refused) {
            throw switch (refused.reason()) {
                case RATE -> new GateException(Errno.ERATELIMIT, plugin.slug() + " enqueued as many jobs as it may in a minute");
                case DEPTH -> new GateException(Errno.EQUOTA, plugin.slug() + " has as many jobs waiting as it may");
                case CLOSED -> new GateException(Errno.EUNAVAILABLE, plugin.slug() + " is being removed");
            };
        }
        return ((Enqueued.Present) enqueued).id();
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
