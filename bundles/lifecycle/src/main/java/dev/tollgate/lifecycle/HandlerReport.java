package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.limits.Usage;

/** What one handler did when its hook was called. */
public record HandlerReport(PluginId plugin, String handler, Ending ending, String detail, Usage usage) {
    /** How a handler ended. All but {@link #COMPLETED} are neutral: a filter's value goes on unchanged. */
    public enum Ending {
        COMPLETED, FAILED, TRIPPED,
        /** Not called: its plugin waits for a capability or is degraded, or the chain's time was up. */
        SKIPPED
    }
}
