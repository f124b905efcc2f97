package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredJobsAdmin;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import dev.tollgate.jobs.testkit.HandClock;
import dev.tollgate.jobs.testkit.internal.NodeByHand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * One schedule of events, all of it decided by a seed: what is asked of the engine, in which order the steps of the nodes are taken,
 * and what befalls them. Then a calm in which all ends that can; what has not ended by then was lost.
 */
final class Simulation {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** Shared, for the patterns that it has read. */
    private static final Reckoner RECKONER = new Reckoner();
    private static final int EVENTS = 80;
    private static final int MOST_NODES = 4;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration CALM = Duration.ofMinutes(30);
    private static final int MOST_TURNS = 10_000;

    final Random random;
    final HandClock clock = new HandClock(START);
    final Violations violations = new Violations();
    final Answers answers = new Answers(violations);
    final History history = new History(violations, answers);
    final World world;
    final WitnessedJobs jobs;
    final WitnessedSchedules schedules;
    final List<SimulatedNode> nodes = new ArrayList<>();
    private final Overlaps overlaps;
    private final EngineSettings settings;
    private final int perGroup;
    private boolean calm;
    private int started;

    Simulation(long seed, Function<HandClock, World> making) {
        this.random = new Random(seed);
        this.world = making.apply(clock);
        this.jobs = new WitnessedJobs(world.jobs(), history);
        this.schedules = new WitnessedSchedules(world.schedules(), new ScheduleHistory(violations, history), clock);
        this.perGroup = 1 + random.nextInt(3);
        this.overlaps = new Overlaps(violations, history, perGroup);
        this.settings = new EngineSettings(1 + random.nextInt(4), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5),
                YEAR, YEAR, Integer.MAX_VALUE, YEAR, Integer.MAX_VALUE);
    }

    /** What went wrong; empty if nothing did. */
    Optional<String> run() {
        Events events = new Events(this);
        int most = 1 + random.nextInt(MOST_NODES);
        for (int each = 0; each < most; each++) {
            start();
        }
        for (int event = 0; event < EVENTS && violations.first().isEmpty(); event++) {
            events.next();
        }
        if (violations.first().isEmpty()) {
            settle(events);
        }
        List.copyOf(nodes).forEach(this::crash);
        return violations.first();
    }

    void start() {
        String name = "node-" + ++started;
        Weather weather = new Weather(random);
        FarJobs far = new FarJobs(jobs, weather);
        FarSchedules farSchedules = new FarSchedules(schedules, weather);
        NodeByHand engine = new NodeByHand(name, far, farSchedules, RECKONER, settings, random);
        JobHandler handler = new Behaviour(name, clock, random, overlaps, answers, () -> calm);
        Events.QUEUES.forEach(queue -> engine.serve(new Serving(queue, handler, perGroup)));
        nodes.add(new SimulatedNode(name, engine, new StoredQueue(far, engine.bell(), random),
                new StoredJobsAdmin(far, farSchedules, RECKONER, name, random, engine.bell(), engine.scheduleBell()), weather));
    }

    SimulatedNode node() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    void crash(SimulatedNode node) {
        overlaps.crashed(node.name);
        node.engine.crash();
        world.memory().jobs().gone(node.name);
        nodes.remove(node);
    }

    void stop(SimulatedNode node) {
        node.engine.beginStop();
        Instant bound = clock.instant().plus(settings.drain());
        turnAll();
        while (node.engine.running() && nextDue().isBefore(bound)) {
            clock.set(nextDue());
            turnAll();
        }
        node.engine.endStop();
        crash(node);
    }

    /** Turns the clock, and on the way does in time what is due. */
    void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        turnAll();
        for (Instant next = nextDue(); !next.isAfter(end); next = nextDue()) {
            clock.set(next);
            turnAll();
        }
        clock.set(end);
    }

    void turnAll() {
        boolean did = true;
        for (int turns = 0; did; turns++) {
            did = false;
            for (SimulatedNode node : List.copyOf(nodes)) {
                did |= !node.paused && node.engine.turn();
            }
            if (turns == MOST_TURNS) {
                violations.found("the engine does not come to rest at %s", clock.instant());
                return;
            }
        }
    }

    private Instant nextDue() {
        return nodes.stream().filter(node -> !node.paused).map(node -> node.engine.due()).min(Instant::compareTo).orElse(Instant.MAX);
    }

    private void settle(Events events) {
        calm = true;
        events.calm();
        if (nodes.isEmpty()) {
            start();
        }
        Instant end = clock.instant().plus(CALM);
        while (violations.first().isEmpty() && clock.instant().isBefore(end) && history.all().stream().anyMatch(JobFacts::live)) {
            advance(Duration.ofSeconds(10));
        }
        new Verdict(violations, history).pass(world.jobs());
    }
}
