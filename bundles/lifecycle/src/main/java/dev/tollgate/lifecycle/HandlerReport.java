package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.limits.Usage;
import java.time.Duration;

/**
 * What one handler did when its hook was called.
 *
 * @param detail why it did not complete; empty where it did
 * @param usage  what the guest used
 * @param time   how long the chain spent on it: waiting, the guest, and the check of what it returned
 */
public record HandlerReport(PluginId plugin, String handler, Ending ending, String detail, Usage usage, Duration time) {
    /** How a handler ended. All but {@link #COMPLETED} are neutral: a filter's value goes on unchanged. */
    public enum Ending {
        COMPLETED, FAILED, TRIPPED,
        /** Not called: its plugin waits for a capability or is degraded, or the chain's time was up. */
        SKIPPED,
        /** It completed, and what it returned is not what the hook point or the caller takes. */
        INVALID
    }
}
