package dev.tollgate.metrics.internal;

import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.lifecycle.CallResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How calls end, as a label says it: a number, so that a call looks up no text. */
final class Ending {
    private static final int COMPLETED = 0;
    private static final int FAILED = 1;
    private static final int TRIPPED = FAILED + Failure.values().length;
    private static final int HELD_BACK = TRIPPED + 1;
    private static final int SUPERSEDED = HELD_BACK + 1;

    /** By number. */
    static final List<String> NAMES = Stream.of(Stream.of("completed"),
            Stream.of(Failure.values()).map(failure -> failure.name().toLowerCase(Locale.ROOT)),
            Stream.of("tripped", "held_back", "superseded")).flatMap(names -> names).toList();

    private Ending() {
    }

    static int of(CallResult result) {
        if (result instanceof CallResult.Ended ended) {
            Outcome outcome = ended.outcome();
            return outcome instanceof Outcome.Failed failed ? FAILED + failed.failure().ordinal()
                    : outcome instanceof Outcome.Tripped ? TRIPPED : COMPLETED;
        }
        return result instanceof CallResult.HeldBack ? HELD_BACK : SUPERSEDED;
    }
}
