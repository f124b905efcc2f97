package dev.tollgate.engine.harness;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.InvalidException;
import com.dylibso.chicory.wasm.MalformedException;
import com.dylibso.chicory.wasm.UnlinkableException;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Tripped;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How a call ended.
 *
 * @param results bits of each result, none unless it returned
 * @param detail  what an exception said
 */
public record Ending(Kind kind, long[] results, String detail) {
    private static final long[] NONE = {};

    /** Untyped exceptions, which no engine should let through, end a call as {@link #BROKEN}. */
    public enum Kind { RETURNED, TRAPPED, OUT_OF_FUEL, TOO_DEEP, REFUSED, BROKEN }

    /** Makes a call, or an instance. */
    public static Ending of(Supplier<long[]> call) {
        try {
            long[] results = call.get();
            return new Ending(Kind.RETURNED, results == null ? NONE : results, "");
        } catch (RuntimeException | StackOverflowError | LinkageError thrown) {
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
        if (thrown instanceof MalformedException || thrown instanceof InvalidException || thrown instanceof UnlinkableException) {
            return Kind.REFUSED;
        }
        return thrown instanceof ChicoryException ? Kind.TRAPPED : Kind.BROKEN;
    }

    @Override
    public String toString() {
        return kind + (kind == Kind.RETURNED ? " " + Arrays.toString(results) : " (" + detail + ")");
    }
}
