package dev.tollgate.lifecycle.ingress;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.Optional;

/**
 * A service as an operator sees it, on this node.
 *
 * @param since     when it came into this state
 * @param reason    why it is stopped or failed
 * @param restarts  how often it was started again after a failure, since it last ran for a while
 * @param nextStart when one that failed is started again; empty where it is not by itself
 * @param depth     events that wait, those that are to be tried again included
 * @param capacity  how many may
 * @param lastError the newest failure of a call, whatever became of it since
 */
public record ServiceView(PluginId plugin, ServiceState state, Instant since, Optional<String> reason, int restarts,
        Optional<Instant> nextStart, boolean durable, int depth, int capacity, ServiceCounters counters, Optional<Diagnostic> lastError) {
}
