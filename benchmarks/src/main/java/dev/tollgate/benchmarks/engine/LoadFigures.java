package dev.tollgate.benchmarks.engine;

import dev.tollgate.engine.GuestModule;
import java.time.Duration;
import java.util.Arrays;

/** How long it takes until a module can be called that was loaded before. */
final class LoadFigures {
    private static final int LATER = 9;
    private static final int FUNCTIONS = 4_000;

    private LoadFigures() {
    }

    static String row(Guests guests, String row) throws Exception {
        byte[] wasm = row.equals("Lua") ? guests.wasm("lua") : WideModule.of(FUNCTIONS);
        long start = System.nanoTime();
        guests.load(wasm);
        long first = System.nanoTime() - start;
        long[] later = new long[LATER];
        GuestModule module = null;
        for (int i = 0; i < LATER; i++) {
            // A program that somebody still holds would be shared, not loaded.
            module = null;
            System.gc();
            start = System.nanoTime();
            module = guests.load(wasm);
            later[i] = System.nanoTime() - start;
        }
        Arrays.sort(later);
        start = System.nanoTime();
        String called = module.info().exports().get(0).name();
        guests.call(module, called, Duration.ofSeconds(10));
        long call = System.nanoTime() - start;
        return Timings.figure(first / 1e6) + " | " + Timings.figure(later[LATER / 2] / 1e6) + " | " + Timings.figure(call / 1e6);
    }
}
