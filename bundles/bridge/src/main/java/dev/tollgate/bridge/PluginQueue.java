package dev.tollgate.bridge;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobView;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Where a plugin's jobs come in. */
@ProviderType
public interface PluginQueue {
    /** The queue that all plugin jobs are pinned to. */
    String QUEUE = "plugins";

    /**
     * Enqueues a job of a plugin. Checked in this order: arguments, rate, depth.
     *
     * @param handler the handler that enqueues, for the record
     * @param type    a job type that the plugin's manifest declares
     * @param options JSON, or empty: {@code delay} and {@code unique_for} (durations such as {@code 30s}),
     *                {@code max_retry} (a number; 0 means no retry), {@code idempotency_key} (a text)
     * @throws GateException {@code EINVAL} an argument or option is not valid, {@code ETOOBIG} the body is too large,
     *                       {@code ERATELIMIT} too many enqueues in a minute, {@code EQUOTA} too many jobs wait,
     *                       {@code ECONFLICT} an equal job is live within {@code unique_for}
     */
    JobId enqueue(PluginId plugin, String handler, String type, byte[] body, String options) throws GateException;

    /** A job of this plugin; a job of another one is not there. */
    Optional<JobView> status(PluginId plugin, String jobId);
}
