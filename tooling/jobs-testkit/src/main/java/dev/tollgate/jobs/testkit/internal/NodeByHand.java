package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.RetryPolicy;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoreWatcher;
import dev.tollgate.jobs.internal.Upkeep;
import dev.tollgate.jobs.internal.Worker;
import dev.tollgate.jobs.spi.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The engine of one node with nobody to turn it: what the server does on threads is done here when {@link #turn} is called. */
public final class NodeByHand {
    private static final Duration AFTER_FAILED_WRITE = Duration.ofSeconds(1);
    /** As often as the engine looks for executions that must end. */
    private static final Duration WATCH = Duration.ofMillis(100);

    private final Clock clock;
    private final Doorbell bell = new Doorbell();
    private final ScheduleBell scheduleBell = new ScheduleBell();
    private final Handlers<Integer> handlers = new Handlers<>();
    private final Strands strands;
    private final Worker worker;
    private final AutoCloseable watching;
    private final Step write;
    private final Step keep;
    private final Step watch;
    private final Step claim;
    private int registered;
    private boolean stopping;

    public NodeByHand(String name, JobStore store, EngineSettings settings, RandomGenerator random) {
        this.clock = store.clock();
        this.strands = new Strands(settings.workers());
        this.worker = new Worker(name, store, handlers, settings, new RetryPolicy(random), bell, strands);
        Upkeep upkeep = new Upkeep(worker, store, settings, bell);
        Instant now = clock.instant();
        this.write = new Step("writing what jobs did", now, AFTER_FAILED_WRITE, this::writeAll);
        this.keep = new Step("keeping leases", now, upkeep.interval(), () -> {
            upkeep.tick();
            return upkeep.interval();
        });
        this.watch = new Step("ending jobs that took too long", now, WATCH, () -> {
            worker.endWhatMust();
            return WATCH;
        });
        this.claim = new Step("claiming jobs", now, settings.poll(), worker::round);
        this.watching = store.watch(new StoreWatcher(bell, scheduleBell, worker));
    }

    public Doorbell bell() {
        return bell;
    }

    public ScheduleBell scheduleBell() {
        return scheduleBell;
    }

    /** From now on; of several that serve one queue the last one counts. */
    public void serve(Serving serving) {
        handlers.add(++registered, serving);
        bell.ring();
    }

    /** Does what is due at this moment; whether anything was. What one part does can make another one due: turn until it is false. */
    public boolean turn() {
        Instant now = clock.instant();
        boolean did = run();
        write.takeIfDue(now);
        did |= keep.takeIfDue(now);
        did |= strands.busy() && watch.takeIfDue(now);
        return did | claimIfDue(now);
    }

    /** When the next thing is due. */
    public Instant due() {
        Instant now = clock.instant();
        Stream<Instant> always = Stream.of(keep.next(), claim.next());
        Stream<Instant> asleep = strands.busy() ? Stream.of(watch.next()) : Stream.empty();
        Stream<Instant> failed = write.next().isAfter(now) ? Stream.of(write.next()) : Stream.empty();
        return Stream.of(always, asleep, failed, strands.due(now).stream()).flatMap(due -> due).min(Instant::compareTo).orElseThrow();
    }

    /** Claims nothing more and gives back what has not begun; what runs goes on. */
    public void beginStop() {
        stopping = true;
        worker.giveBackWaiting();
    }

    public boolean running() {
        return strands.busy();
    }

    /** Gives back what still runs, ends it, and writes the rest. */
    public void endStop() {
        worker.giveBackRunning();
        strands.interrupt();
        run();
        write.take(clock.instant());
        leave();
    }

    /** Ends as a process does that is killed: nothing is given back, nothing is written. */
    public void crash() {
        strands.abandon();
        leave();
    }

    boolean run() {
        return strands.run(clock.instant());
    }

    private boolean claimIfDue(Instant now) {
        if (stopping) {
            return false;
        }
        if (rang(bell)) {
            claim.take(now);
            return true;
        }
        return claim.takeIfDue(now);
    }

    private Duration writeAll() {
        boolean more = true;
        while (more) {
            more = worker.flush();
        }
        return Duration.ZERO;
    }

    private void leave() {
        try {
            watching.close();
        } catch (Exception impossible) {
            throw new IllegalStateException("a store in memory ends a watch without ado", impossible);
        }
    }

    private static boolean rang(Doorbell bell) {
        try {
            return bell.await(Duration.ZERO);
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nobody waits here", impossible);
        }
    }
}
