package dev.tollgate.lifecycle;

import dev.tollgate.engine.Outcome;
import java.time.Duration;
import java.util.Optional;

/** What became of a call. */
public sealed interface CallResult {
    /** The guest was called, and this is how it ended. */
    record Ended(Outcome outcome) implements CallResult {
    }

    /**
     * The guest was not called, and that is not its failure.
     *
     * @param left how long it is still held back; empty where nobody knows
     */
    record HeldBack(String reason, Optional<Duration> left) implements CallResult {
    }

    /**
     * The guest was not called: its plugin was reloaded, switched off or removed since the caller looked it up.
     *
     * @param by what is to be called now; empty where nothing is
     */
    record Superseded(Optional<ActivePlugin> by) implements CallResult {
    }
}
