package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.RetryPolicy;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoreWatcher;
import dev.tollgate.jobs.internal.Upkeep;
import dev.tollgate.jobs.internal.Worker;
import dev.tollgate.jobs.internal.schedule.JavaJobs;
import dev.tollgate.jobs.internal.schedule.Presence;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import dev.tollgate.jobs.internal.schedule.StoredSchedules;
import dev.tollgate.jobs.internal.schedule.Timetable;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The engine of one node with nobody to turn it: what the server does on threads is done here when {@link #turn} is called. */
public final class NodeByHand {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** As often as the engine looks for executions that must end. */
    private static final Duration WATCH = Duration.ofMillis(100);

    private interface Bell {
        boolean await(Duration most) throws InterruptedException;
    }

    private final Clock clock;
    private final Doorbell bell = new Doorbell();
    private final ScheduleBell scheduleBell = new ScheduleBell();
    private final Handlers<Integer> handlers = new Handlers<>();
    private final Set<String> queues = new HashSet<>();
    private final JavaJobs<JobsRegistrar> javaJobs;
    private final Schedules schedules;
    private final Map<String, String> wrong = new TreeMap<>();
    private final Strands strands;
    private final Worker worker;
    private final AutoCloseable watching;
    private final Step write;
    private final Step keep;
    private final Step watch;
    private final Step claim;
    private final Step tell;
    private final Step fire;
    private final Timetable timetable;
    private int registered;
    private boolean stopping;

    public NodeByHand(String name, JobStore store, ScheduleStore scheduleStore, Reckoner reckoner, EngineSettings settings,
            RandomGenerator random) {
        this.clock = store.clock();
        this.strands = new Strands(settings.workers());
        this.worker = new Worker(name, store, handlers, settings, new RetryPolicy(random), bell, strands);
        Upkeep upkeep = new Upkeep(worker, store, settings, bell);
        Instant now = clock.instant();
        this.write = new Step("writing what jobs did", now, AFTER_FAILURE, this::writeAll);
        this.keep = new Step("keeping leases", now, upkeep.interval(), () -> {
            upkeep.tick();
            return upkeep.interval();
        });
        this.watch = new Step("ending jobs that took too long", now, WATCH, () -> {
            worker.endWhatMust();
            return WATCH;
        });
        this.claim = new Step("claiming jobs", now, settings.poll(), worker::round);
        this.schedules = StoredSchedules.of(scheduleStore, clock, reckoner, scheduleBell);
        this.javaJobs = new JavaJobs<>(new Overheard(schedules, wrong), scheduleStore, this::serveBundle);
        this.timetable = new Timetable(name, scheduleStore, clock, reckoner, random, bell, this::handled);
        Presence presence = new Presence(name, scheduleStore, clock);
        this.tell = new Step("telling other nodes that this one is up", now, AFTER_FAILURE, () -> {
            presence.tick();
            return Presence.EVERY;
        });
        this.fire = new Step("firing schedules", now, AFTER_FAILURE, timetable::round);
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
        queues.add(serving.queue());
        bell.ring();
        scheduleBell.ring();
    }

    /** Where schedules are declared by hand. */
    public Schedules schedules() {
        return schedules;
    }

    /** Declares what a bundle's registrar offers, and runs it here; by name, what is wrong with those that were not taken. */
    public Map<String, String> register(String bundle, JobsRegistrar registrar) {
        javaJobs.put(registrar, bundle, registrar);
        javaJobs.settle();
        Map<String, String> answered = Map.copyOf(wrong);
        wrong.clear();
        return answered;
    }

    /** Does what is due at this moment; whether anything was. What one part does can make another one due: turn until it is false. */
    public boolean turn() {
        Instant now = clock.instant();
        boolean did = run();
        write.takeIfDue(now);
        did |= keep.takeIfDue(now);
        did |= fireIfDue(now);
        did |= strands.busy() && watch.takeIfDue(now);
        return did | claimIfDue(now);
    }

    /** When the next thing is due. */
    public Instant due() {
        Instant now = clock.instant();
        Stream<Instant> always = stopping ? Stream.of(keep.next()) : Stream.of(keep.next(), claim.next(), tell.next(), fire.next());
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

    /** Lets run what has a thread. With those that follow it is what {@link #turn} does in order, for a test of other orders. */
    public boolean run() {
        return strands.run(clock.instant());
    }

    public void write() {
        write.take(clock.instant());
    }

    public void keep() {
        keep.take(clock.instant());
    }

    public void endWhatMust() {
        watch.take(clock.instant());
    }

    public void fire() {
        if (!stopping) {
            fire.take(clock.instant());
        }
    }

    public void claim() {
        if (!stopping) {
            claim.take(clock.instant());
        }
    }

    private boolean claimIfDue(Instant now) {
        if (stopping) {
            return false;
        }
        if (rang(bell::await)) {
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

    private boolean fireIfDue(Instant now) {
        if (stopping) {
            return false;
        }
        boolean told = tell.takeIfDue(now);
        if (rang(scheduleBell::await)) {
            timetable.changed();
            fire.take(now);
            return true;
        }
        return told | fire.takeIfDue(now);
    }

    private boolean handled(StoredSchedule schedule) {
        return queues.contains(schedule.declaration().queue()) && javaJobs.handles(schedule);
    }

    private Runnable serveBundle(String queue, JobHandler handler) {
        serve(new Serving(queue, handler, JobContract.MOST_CONCURRENT));
        return () -> queues.remove(queue);
    }

    private static boolean rang(Bell bell) {
        try {
            return bell.await(Duration.ZERO);
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nobody waits here", impossible);
        }
    }
}
