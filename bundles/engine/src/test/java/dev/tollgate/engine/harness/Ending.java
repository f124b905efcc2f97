package dev.tollgate.engine.harness;

import com.dylibso.chicory.wasm.ChicoryException;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Tripped;
import java.util.function.Supplier;

/**
 * How a call ended.
 *
 * @param results bits of each result, none unless it returned
 * @param detail  what an exception said
 */
public record Ending(Kind kind, long[] results, String detail) {
    private static final long[] NONE = {};

    public enum Kind { RETURNED, TRAPPED, OUT_OF_FUEL, TOO_DEEP, BROKEN }

    /** Runs a call. Exceptions that no engine should let through end it as {@link Kind#BROKEN}. */
    public static Ending of(Supplier<long[]> call) {
        try {
            long[] results = call.get();
            return new Ending(Kind.RETURNED, results == null ? NONE : results, "");
        } catch (RuntimeException | StackOverflowError thrown) {
            return new Ending(kind(thrown), NONE, thrown.toString());
        }
    }

    private static Kind kind(Throwable thrown) {
        if (thrown instanceof StackOverflowError || thrown.getCause() instanceof StackOverflowError) {
            return Kind.TOO_DEEP;
        }
        if (thrown instanceof Tripped trip) {
            return trip.limit() == Limit.FUEL ? Kind.OUT_OF_FUEL : trip.limit() == Limit.CALL_DEPTH ? Kind.TOO_DEEP : Kind.BROKEN;
        }
        return thrown instanceof ChicoryException ? Kind.TRAPPED : Kind.BROKEN;
    }
}
