package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps grants and the record of decisions. Every method is one transaction, durable when it returns, and safe to call
 * from many threads. Failures are {@link StoreException}.
 */
@ConsumerType
public interface GrantStore {
    /** Opens a gate or changes its scope, and records the decision with what stood before. */
    void grant(Grant grant);

    /** Closes a gate, or decides that it stays closed, and records the decision either way; whether it was open. */
    boolean revoke(PluginId plugin, String capability, String by, Instant at);

    /** Every open gate of every plugin. */
    List<Grant> all();

    /** The record of decisions about a plugin, all its versions, newest first; it outlives the plugin. */
    List<GrantDecision> decisions(String slug);

    /** Follows what others decide in this store. Empty where nobody decides but through this object. */
    default Optional<Watch> watch() {
        return Optional.empty();
    }

    /** What stands in a store that others decide in too. For one thread at a time, {@link #close} for any. */
    interface Watch extends AutoCloseable {
        /**
         * Every open gate at some moment during the call, if anything was decided since the last answer, and in the first one.
         *
         * @throws StoreException when the store does not say; it can be asked again
         */
        Optional<List<Grant>> changed();

        /** Returns when something may have been decided, and when that time is over in any case. */
        void await(Duration atMost);

        @Override
        void close();
    }
}
