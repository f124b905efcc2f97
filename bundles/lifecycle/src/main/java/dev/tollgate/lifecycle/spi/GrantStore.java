package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import java.time.Instant;
import java.util.List;
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
}
