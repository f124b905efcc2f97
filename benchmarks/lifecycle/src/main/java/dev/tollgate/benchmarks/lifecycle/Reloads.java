package dev.tollgate.benchmarks.lifecycle;

import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookResult;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reloads the plugin: for another configuration, and for another version and back, in turns. */
final class Reloads {
    private static final byte[] NOTHING = new byte[0];
    private static final long LOOK_NANOS = 100_000;

    private final Stack stack;
    private final Wrongs wrongs = new Wrongs();
    private final List<WeakReference<Object>> replaced = new ArrayList<>();
    private final List<Long> versionNanos = new ArrayList<>();
    private final List<Long> configurationNanos = new ArrayList<>();
    private long count;
    private long number;
    private boolean there;
    private volatile long inForce;

    Reloads(Stack stack) {
        this.stack = stack;
    }

    /** The number of the oldest configuration that a call which begins now may be made on. */
    long inForce() {
        return inForce;
    }

    void next() {
        ActivePlugin before = present();
        watch(before);
        watch(before.module());
        long begun = System.nanoTime();
        if (count++ % 2 == 0) {
            configure(before);
            configurationNanos.add(System.nanoTime() - begun);
        } else {
            switchVersion();
            versionNanos.add(System.nanoTime() - begun);
        }
        check();
    }

    private void configure(ActivePlugin before) {
        number++;
        stack.config().set(StormPlugin.SLUG, StormPlugin.KEY, StormPlugin.configuration(number), Stack.BY);
        while (present() == before) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        inForce = number;
    }

    private void switchVersion() {
        there = !there;
        if (there) {
            stack.plugins().activate(StormPlugin.SLUG, Optional.of(StormPlugin.VERSIONS.get(1)), Stack.BY);
        } else {
            stack.plugins().rollback(StormPlugin.SLUG, Stack.BY);
        }
    }

    /** Whoever calls now is called on what has just taken over. */
    private void check() {
        HookResult result = stack.hooks().filter(StormPlugin.FILTER, NOTHING);
        String version = StormPlugin.VERSIONS.get(there ? 1 : 0);
        boolean right = result.reports().size() == 1 && result.reports().get(0).ending() == HandlerReport.Ending.COMPLETED
                && result.reports().get(0).plugin().version().equals(version) && StormPlugin.number(result.value()) == number;
        if (!right) {
            wrongs.add("after reload " + count + " to " + version + " with configuration " + number + ": " + result.reports());
        }
    }

    private ActivePlugin present() {
        return stack.plugins().active(StormPlugin.SLUG).orElseThrow();
    }

    private void watch(Object generation) {
        replaced.add(new WeakReference<>(generation));
    }

    long count() {
        return count;
    }

    /** Generations and modules that were replaced and are reachable still. */
    int reachable() {
        replaced.removeIf(reference -> reference.get() == null);
        return replaced.size();
    }

    List<Long> versionNanos() {
        return versionNanos;
    }

    List<Long> configurationNanos() {
        return configurationNanos;
    }

    List<String> wrongs() {
        return wrongs.all();
    }
}
