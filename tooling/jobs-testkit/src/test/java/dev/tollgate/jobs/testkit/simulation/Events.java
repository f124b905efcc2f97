package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.GroupState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What can happen, and how often. */
final class Events {
    static final List<String> QUEUES = List.of("mail", "print");
    static final List<String> GROUPS = List.of("a", "b", "c");

    private record Event(int weight, Runnable happens) { }

    private final Simulation simulation;
    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private final ScheduleEvents schedules;
    private final int weights;

    Events(Simulation simulation) {
        this.simulation = simulation;
        this.random = simulation.random;
        this.schedules = new ScheduleEvents(simulation);
        add(26, this::enqueue);
        add(20, () -> simulation.advance(Duration.ofMillis(random.nextInt(4_000))));
        add(3, () -> simulation.advance(Duration.ofMillis(random.nextInt(70_000))));
        add(6, () -> simulation.clock.turn(Duration.ofMillis(random.nextInt(1_500))));
        add(1, () -> simulation.clock.turn(Duration.ofMillis(random.nextInt(60_000))));
        add(30, this::step);
        add(4, () -> node().paused = true);
        add(5, () -> node().paused = false);
        add(2, () -> simulation.crash(node()));
        add(1, () -> simulation.stop(node()));
        add(3, simulation::start);
        add(4, () -> node().weather.storm(true));
        add(5, () -> node().weather.storm(false));
        add(2, this::unprotect);
        add(3, () -> set(GroupState.values()[random.nextInt(GroupState.values().length)]));
        add(5, () -> set(GroupState.OPEN));
        add(4, this::replay);
        add(1, this::discard);
        add(4, schedules::declare);
        add(1, schedules::pause);
        add(1, schedules::withdraw);
        add(2, schedules::set);
        add(3, schedules::runNow);
        this.weights = events.stream().mapToInt(Event::weight).sum();
    }

    void next() {
        if (simulation.nodes.isEmpty()) {
            simulation.start();
        }
        int roll = random.nextInt(weights);
        for (Event event : events) {
            roll -= event.weight();
            if (roll < 0) {
                event.happens().run();
                return;
            }
        }
    }

    /** Ends everything that keeps jobs from ending. */
    void calm() {
        simulation.nodes.forEach(node -> {
            node.paused = false;
            node.weather.storm(false);
        });
        schedules.calm();
        QUEUES.forEach(queue -> GROUPS.forEach(group -> simulation.jobs.set(queue, group, GroupState.OPEN, "", simulation.clock.instant())));
    }

    private void add(int weight, Runnable happens) {
        events.add(new Event(weight, happens));
    }

    private SimulatedNode node() {
        return simulation.node();
    }

    private void step() {
        SimulatedNode node = node();
        if (node.paused) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> node.engine.run();
            case 1 -> node.engine.write();
            case 2 -> node.engine.keep();
            case 3 -> node.engine.endWhatMust();
            case 4 -> node.engine.fire();
            default -> node.engine.claim();
        }
    }

    private void enqueue() {
        List<JobRequest> requests = IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(any -> request()).toList();
        try {
            node().queue.enqueue(requests);
        } catch (JobStoreException away) {
            // Nobody was told that it is there, and it may be there or not.
        }
    }

    private JobRequest request() {
        String group = oneOf(GROUPS);
        Terms terms = Terms.retries(random.nextInt(4));
        terms = one(4) ? terms.exclusive("key-" + random.nextInt(2)) : terms;
        terms = one(3) ? terms.timeout(Duration.ofSeconds(1 + random.nextInt(20))) : terms;
        terms = one(2) ? terms.from(Origin.enqueued("somebody")) : terms;
        Admission admission = Admission.FREE;
        admission = one(3) ? admission.unique("key-" + random.nextInt(3), Duration.ofSeconds(1 + random.nextInt(100))) : admission;
        admission = one(5) ? admission.once("key-" + random.nextInt(4)) : admission;
        admission = quota(group).map(admission::within).orElse(admission);
        Duration delay = one(4) ? Duration.ofMillis(random.nextInt(30_000)) : Duration.ZERO;
        return JobRequest.of(oneOf(QUEUES), "work", group, new byte[0], 0).on(terms).admitted(admission).after(delay);
    }

    private static Optional<Admission.Quota> quota(String group) {
        return switch (group) {
            case "b" -> Optional.of(new Admission.Quota(5, 3));
            case "c" -> Optional.of(new Admission.Quota(12, 6));
            default -> Optional.empty();
        };
    }

    /** What protected its exclusive jobs is gone; it hears of it, and ends them. */
    private void unprotect() {
        SimulatedNode node = node();
        if (!node.paused) {
            simulation.world.memory().jobs().unprotect(node.name);
            node.engine.endWhatMust();
            node.engine.run();
        }
    }

    private void set(GroupState state) {
        simulation.jobs.set(oneOf(QUEUES), oneOf(GROUPS), state, "somebody", simulation.clock.instant());
    }

    private void replay() {
        simulation.jobs.replay(dead(), simulation.clock.instant(), UnaryOperator.identity());
    }

    private void discard() {
        simulation.jobs.discard(dead(), simulation.clock.instant());
    }

    /** Not those for a single node: replayed after it is gone and forgotten they would wait for ever, which no store undertakes to prevent. */
    private List<JobId> dead() {
        return simulation.history.all().stream().filter(facts -> !facts.removed && facts.state == JobState.DEAD && random.nextBoolean())
                .filter(facts -> facts.request().queue().indexOf('@') < 0)
                .map(JobFacts::id).toList();
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T oneOf(List<T> all) {
        return oneOf(random, all);
    }

    static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
