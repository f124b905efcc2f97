package dev.tollgate.benchmarks.engine;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import java.time.Duration;

/** How long after its deadline an endless loop has ended. */
final class KillFigures {
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofMillis(50);

    private KillFigures() {
    }

    static String row(Guests guests, String row) throws Exception {
        GuestModule module = guests.load(guests.wasm("guest-1"));
        Timings timings = Timings.of(row.equals("2 threads") ? 2 : 1, TIME, () -> {
            if (!(guests.call(module, "spin", DEADLINE) instanceof Outcome.Tripped)) {
                throw new IllegalStateException("the loop ended otherwise");
            }
            return null;
        });
        return past(timings, 50) + " | " + past(timings, 99) + " | " + past(timings, 100);
    }

    private static String past(Timings timings, int percent) {
        return Timings.figure(timings.micros(percent) / 1_000 - DEADLINE.toMillis());
    }
}
