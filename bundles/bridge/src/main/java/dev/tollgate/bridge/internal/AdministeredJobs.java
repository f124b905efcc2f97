package dev.tollgate.bridge.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.bridge.DeadJobs;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Enqueues, replays and discards plugin jobs for administrators. */
@Component(service = PluginJobs.class, configurationPid = BridgeSettings.PID)
public final class AdministeredJobs implements PluginJobs {
    private final JobsAdmin admin;
    private final Plugins plugins;
    private volatile BodySize size;

    @Activate
    public AdministeredJobs(@Reference JobsAdmin admin, @Reference Plugins plugins, BridgeSettings settings) {
        this(admin, plugins, new BodySize(settings.most_body_bytes()));
    }

    /** For jobs that come from now on. */
    @Modified
    void configure(BridgeSettings settings) {
        size = new BodySize(settings.most_body_bytes());
    }

    AdministeredJobs(JobsAdmin admin, Plugins plugins, BodySize size) {
        this.admin = admin;
        this.plugins = plugins;
        this.size = size;
    }

    @Override
    public JobId enqueue(String slug, String type, byte[] body, String by) {
        ActivePlugin plugin = plugins.active(slug).orElseThrow(() -> new PluginException(slug + " is not active"));
        Manifest.Job job = plugin.manifest().job(type)
                .orElseThrow(() -> new PluginException(JobTypes.undeclared(type, plugin.manifest())));
        if (size.exceededBy(body)) {
            throw new PluginException(size.refusal(body) + " (most.body.bytes in the configuration " + BridgeSettings.PID + ")");
        }
        PluginTaskPayload payload = PluginTaskPayload.of(plugin.id(), type, body, by);
        Enqueued enqueued = admin.enqueue(JobRequest.of(PluginQueue.QUEUE, payload.jobType(), slug, payload.encode(), 0)
                .on(Terms.retries(job.maxRetry()).from(Origin.enqueued(by))), by);
        if (enqueued instanceof Enqueued.Present present) {
            return present.id();
        }
        throw new PluginException("jobs of " + slug + " are not taken in: it is being removed");
    }

    @Override
    public void replay(JobId id, String by) {
        admin.replay(id, stored -> pinned(stored, this::current), by);
    }

    @Override
    public Bulk replayAll(DeadJobs dead, String by) {
        Map<String, PluginId> known = new HashMap<>();
        return admin.replayAll(dead.filter(), stored -> pinned(stored, slug -> known.computeIfAbsent(slug, this::current)), by);
    }

    @Override
    public Bulk discardAll(DeadJobs dead, String by) {
        return admin.discardAll(dead.filter(), by);
    }

    private static byte[] pinned(byte[] stored, Function<String, PluginId> current) {
        PluginTaskPayload payload = PluginTaskPayload.decode(stored);
        return payload.pinnedTo(current.apply(payload.slug())).encode();
    }

    private PluginId current(String slug) {
        return plugins.get(slug).orElseThrow(() -> new PluginException(slug
                + " is no longer installed, so its jobs cannot run again: discard them")).current();
    }
}
