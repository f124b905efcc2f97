package dev.tollgate.benchmarks.engine;

import dev.tollgate.engine.GuestModule;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a plugin holds of the heap while nobody calls it. */
final class IdleFigures {
    private static final int PLUGINS = 200;

    private IdleFigures() {
    }

    static String row(Guests guests, String row) throws Exception {
        byte[] wasm = guests.wasm("guest-1");
        guests.call(guests.load(wasm), "touch", Duration.ofSeconds(10));
        List<GuestModule> modules = new ArrayList<>();
        long before = held();
        for (int i = 0; i < PLUGINS; i++) {
            modules.add(guests.load(wasm));
        }
        long loaded = held();
        for (GuestModule module : modules) {
            guests.call(module, "touch", Duration.ofSeconds(10));
        }
        long called = held();
        // Closing them here keeps them alive until after the measurement.
        modules.forEach(GuestModule::close);
        return each(loaded - before) + " | " + each(called - before);
    }

    private static String each(long bytes) {
        return Timings.figure(bytes / 1024.0 / PLUGINS);
    }

    private static long held() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
