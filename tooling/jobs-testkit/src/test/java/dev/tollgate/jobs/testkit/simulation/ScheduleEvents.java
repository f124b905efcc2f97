package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What people and plugins do to schedules. */
final class ScheduleEvents {
    private static final List<String> PATTERNS = List.of("* * * * *", "*/2 * * * *", "30 * * * * *");

    private final Simulation simulation;
    private final Random random;

    ScheduleEvents(Simulation simulation) {
        this.simulation = simulation;
        this.random = simulation.random;
    }

    void declare() {
        List<Declaration> declarations = IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(this::declaration).toList();
        attempt(() -> simulation.node().engine.schedules().declare(Events.oneOf(random, Events.GROUPS), declarations));
    }

    void pause() {
        attempt(() -> simulation.node().engine.schedules().pause(Events.oneOf(random, Events.GROUPS)));
    }

    void withdraw() {
        attempt(() -> simulation.node().engine.schedules().withdraw(Events.oneOf(random, Events.GROUPS)));
    }

    void set() {
        ScheduleStatus status = random.nextBoolean() ? ScheduleStatus.ENABLED : ScheduleStatus.DISABLED;
        attempt(() -> simulation.node().admin.setStatus(id(), status, "somebody"));
    }

    void runNow() {
        attempt(() -> simulation.node().admin.runNow(id(), "somebody"));
    }

    void calm() {
        Events.GROUPS.forEach(simulation.schedules::withdraw);
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (JobStoreException | IllegalArgumentException | IllegalStateException refused) {
            // The store was away, or there is no such schedule, or it may not run now: that is an answer too.
        }
    }

    private String id() {
        return StoredSchedule.id(Events.oneOf(random, Events.GROUPS), "job-" + random.nextInt(3));
    }

    private Declaration declaration(int number) {
        Scope scope = random.nextInt(3) == 0 ? Scope.ALL_NODE : Scope.LEADER;
        JobContract contract = new JobContract("job-" + number, "", "", Events.oneOf(random, PATTERNS), ZoneOffset.UTC, scope,
                1 + random.nextInt(2), Duration.ofSeconds(1 + random.nextInt(40)), "handler");
        return new Declaration(contract, Events.oneOf(random, Events.QUEUES), "scheduled", new byte[0], random.nextInt(3));
    }
}
