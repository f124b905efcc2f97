package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When a call ends, whatever it is about. @param ticker nanoseconds since any moment */
record Deadline(long at, LongSupplier ticker) {
    static Deadline in(Duration time, LongSupplier ticker) {
        return new Deadline(ticker.getAsLong() + time.toNanos(), ticker);
    }

    /** What is left; less than zero when it has passed. */
    Duration left() {
        return Duration.ofNanos(at - ticker.getAsLong());
    }

    boolean passed() {
        return at - ticker.getAsLong() <= 0;
    }

    /** @throws GateException ETIMEOUT when it has passed */
    void check() throws GateException {
        if (passed()) {
            throw timeout();
        }
    }

    static GateException timeout() {
        return new GateException(Errno.ETIMEOUT, "no answer within the time that the request, the invocation and the operator leave");
    }
}
