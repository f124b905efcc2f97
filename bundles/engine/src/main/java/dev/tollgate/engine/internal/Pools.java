package dev.tollgate.engine.internal;

import dev.tollgate.engine.GuestMemory;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.HostMemory;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What the pools of all modules have in common: the memory that they share, the sweep that drops what nobody used for a
 * while, and the timer behind deadlines. It knows the pools that hold something, and no others: a plugin that nobody calls
 * costs nothing here.
 */
@Component(service = {Pools.class, GuestMemory.class}, configurationPid = Pools.PID)
@Designate(ocd = Pools.Settings.class)
public final class Pools implements GuestMemory {
    static final String PID = "dev.tollgate.pool";

    private static final int LEAST_MEMORY_MB = 16;
    private static final long MOST_MEMORY_MB = 1L << 30;

    /** What is given up at a time, so that the next ones who ask need not look through all pools again: this part of all. */
    private static final int PART = 64;

    /** How often idle instances are looked at while they wait to be dropped. */
    private static final int SWEEPS = 4;

    @ObjectClassDefinition(name = "Tollgate pool", description = "How much memory guests hold together, and for how long idle ones do.")
    public @interface Settings {
        @AttributeDefinition(name = "Memory", description = "What all instances hold together, in MiB; 0 stands for a quarter of the JVM's largest heap.", min = "0")
        long memory_mb() default 0;

        @AttributeDefinition(name = "Idle time", description = "How long an instance waits for another invocation before it is dropped, in seconds.", min = "1", max = "86400")
        int idle_s() default 60;
    }

    private final HostMemory memory;
    private final long idleNanos;
    private final LongSupplier nanoTime;
    private final Set<LoadedModule> holding = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;
    private final Deadlines deadlines;

    @Activate
    public Pools(Settings settings) {
        this(memory(settings.memory_mb()), idle(settings.idle_s()), System::nanoTime);
        long pause = Math.max(1, idleNanos / SWEEPS);
        timer.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** Sweeps when it is told to. */
    public Pools(Bytes memory, Duration idle, LongSupplier nanoTime) {
        this.memory = new HostMemory(memory, this::giveUp);
        this.idleNanos = idle.toNanos();
        this.nanoTime = nanoTime;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tollgate-pool");
            thread.setDaemon(true);
            return thread;
        });
        this.deadlines = new Deadlines(timer);
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    @Override
    public Bytes allowed() {
        return memory.allowed();
    }

    @Override
    public Bytes held() {
        return memory.held();
    }

    @Override
    public long refused() {
        return memory.refused();
    }

    HostMemory memory() {
        return memory;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** The module holds something from now on that can be dropped. */
    void holds(LoadedModule module) {
        holding.add(module);
    }

    void holdsNothing(LoadedModule module) {
        holding.remove(module);
    }

    /** How many modules hold something that can be dropped. */
    int holding() {
        return holding.size();
    }

    /** Drops what was not used for the idle time. */
    void sweep() {
        long now = nanoTime.getAsLong();
        holding.forEach(module -> module.drop(now - idleNanos));
    }

    /** One at a time: what the one gave up, the next may find enough. */
    private synchronized void giveUp(long wanted) {
        long now = nanoTime.getAsLong();
        Queue<Oldest> order = new PriorityQueue<>(Comparator.comparingLong(oldest -> oldest.since - now));
        holding.forEach(module -> order.add(new Oldest(module, module.oldest(now))));
        long enough = memory.allowed().count() - Math.max(wanted, memory.allowed().count() / PART);
        while (!order.isEmpty() && memory.held().count() > enough) {
            LoadedModule module = order.remove().module;
            if (module.dropOldest()) {
                order.add(new Oldest(module, module.oldest(now)));
            }
        }
    }

    private record Oldest(LoadedModule module, long since) {
    }

    private static Bytes memory(long mebibytes) {
        if (mebibytes == 0) {
            return new Bytes(Runtime.getRuntime().maxMemory() / 4);
        }
        if (mebibytes < LEAST_MEMORY_MB || mebibytes > MOST_MEMORY_MB) {
            throw new IllegalArgumentException("configuration " + PID + ": memory.mb is " + mebibytes + ", allowed is 0 or a whole number from "
                    + LEAST_MEMORY_MB + " to " + MOST_MEMORY_MB);
        }
        return Bytes.ofMiB(mebibytes);
    }

    private static Duration idle(int seconds) {
        if (seconds < 1 || seconds > Duration.ofDays(1).toSeconds()) {
            throw new IllegalArgumentException("configuration " + PID + ": idle.s is " + seconds
                    + ", allowed is a whole number from 1 to " + Duration.ofDays(1).toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }
}
