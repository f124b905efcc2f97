package dev.tollgate.engine;

import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;

/** How an invocation ended, with what it used. */
public sealed interface Outcome {
    Usage usage();

    /** The handler answered 0. */
    record Completed(byte[] output, Usage usage) implements Outcome {
    }

    /** The guest failed, or could not be called. */
    record Failed(Failure failure, String message, Usage usage) implements Outcome {
    }

    /** A limit ended it; the instance is gone. */
    record Tripped(Trip trip, Usage usage) implements Outcome {
    }

    /** Why an invocation failed. */
    enum Failure {
        /** The handler answered 1, or a number that has no meaning: worth another try. */
        FAILED,
        /** The handler answered 2: the input is no good, another try is pointless. */
        REJECTED,
        /** The guest's code did what WebAssembly forbids, or threw an exception that it does not catch. */
        TRAPPED,
        /** There is no handler of that name. */
        NO_HANDLER,
        /** The input is larger than the limit; the guest was not called. */
        INPUT_TOO_BIG,
        /**
         * As many invocations as the plugin may have are under way, or all guests together hold the memory that they may.
         * That passes, and is not the plugin's fault.
         */
        BUSY,
        /** It was called from inside a gate, on the thread of another invocation; the guest was not called. */
        NESTED,
        /** The plugin is no longer loaded; the guest was not called. */
        CLOSED,
        /** Its profile did not want it any more: it was ended where it was, and that is not the guest's fault. */
        CANCELLED,
        /** The host failed, not the guest. */
        INTERNAL
    }
}
