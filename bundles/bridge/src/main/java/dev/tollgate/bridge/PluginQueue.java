package dev.tollgate.bridge;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Where a plugin's jobs come in. */
@ProviderType
public interface PluginQueue {
    /** The queue that all plugin jobs are pinned to. */
    String QUEUE = "plugins";

    /** The most jobs of one batch. */
    int MOST_IN_BATCH = 100;

    /**
     * A job that a plugin wants.
     *
     * @param type    a job type that the plugin's manifest declares
     * @param options JSON, or empty: {@code delay} and {@code unique_for} (durations such as {@code 30s}),
     *                {@code max_retry} (a number; 0 means no retry), {@code idempotency_key} (a text)
     * @param traceparent of W3C Trace Context, the host's own, under which the job is enqueued and then runs; empty where nobody traces
     */
    record Wish(String type, byte[] body, String options, Optional<String> traceparent) {
        public Wish {
            Objects.requireNonNull(traceparent, "traceparent");
        }

        /** A job that nobody traces. */
        public Wish(String type, byte[] body, String options) {
            this(type, body, options, Optional.empty());
        }

        public Wish tracedBy(Optional<String> parent) {
            return new Wish(type, body, options, parent);
        }
    }

    /** What became of one job of a batch. */
    sealed interface Answer {
        /** It is on disk, or was before: its idempotency key was seen. */
        record Taken(JobId id) implements Answer { }

        /** It is not there, for a reason that {@link #enqueue} alone would have given; the message is fit for the guest. */
        record Refused(Errno errno, String message) implements Answer { }
    }

    /**
     * Enqueues a job of a plugin. Checked in this order: arguments, rate, depth.
     *
     * @param handler the handler that enqueues, for the record
     * @throws GateException {@code EINVAL} an argument or option is not valid, {@code ETOOBIG} the body is too large,
     *                       {@code ERATELIMIT} too many enqueues in a minute, {@code EQUOTA} too many jobs wait,
     *                       {@code ECONFLICT} an equal job is live within {@code unique_for}, {@code EUNAVAILABLE} the plugin is
     *                       being removed or replaced
     */
    JobId enqueue(PluginId plugin, String handler, Wish wish) throws GateException;

    /**
     * Enqueues many in one transaction, as if one after the other: what is wrong with one hurts no other. Answers stand in the
     * order of the wishes.
     *
     * @throws GateException nothing was enqueued: {@code ETOOBIG} there are more than {@link #MOST_IN_BATCH}, {@code EUNAVAILABLE}
     *                       the plugin is not active, {@code EINTERNAL} the store failed
     */
    List<Answer> enqueue(PluginId plugin, String handler, List<Wish> wishes) throws GateException;

    /** A job of this plugin; a job of another one is not there. */
    Optional<JobView> status(PluginId plugin, String jobId);
}
