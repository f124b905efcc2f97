package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static dev.tollgate.store.contract.TestJobs.bytes;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Schedules of the group {@code a}, and fire times of them. */
abstract class ScheduleStoreContract extends JobStoreContract {
    static final String NODE = "node-1";
    static final String OTHER_NODE = "node-2";

    final void declare(Declaration... declarations) {
        schedules.declare("a", List.of(declarations), clock.instant());
    }

    static Declaration nightly() {
        return declaration("nightly", "0 3 * * *", "Europe/Rome", Scope.LEADER, 1);
    }

    static Declaration hourly() {
        return declaration("hourly", "@hourly", "UTC", Scope.LEADER, 2);
    }

    static Declaration everywhere() {
        return declaration("everywhere", "@hourly", "UTC", Scope.ALL_NODE, 1);
    }

    static Declaration declaration(String name, String pattern, String zone, Scope scope, int maxConcurrent) {
        return new Declaration(new JobContract(name, "Display " + name, "What " + name + " does", pattern, ZoneId.of(zone), scope,
                maxConcurrent, Duration.ofMinutes(5), "on_" + name), QUEUE, "type-" + name, bytes("payload of " + name), 3);
    }

    /** As the first node sees it. */
    final StoredSchedule schedule(String name) {
        return schedule(name, NODE);
    }

    final StoredSchedule schedule(String name, String node) {
        return schedules.all(node).stream().filter(one -> one.id().equals("a/" + name)).findFirst().orElseThrow();
    }

    /** The first fire time after the start, and so on. */
    static Instant time(int number) {
        return START.plus(Duration.ofHours(number));
    }

    /** Of a schedule that fires once for all nodes. */
    final Fire fire(StoredSchedule schedule, Instant at) {
        return fire(schedule, Optional.of(at), Optional.empty(), Optional.empty());
    }

    final Fire fireOn(String node, StoredSchedule schedule, Instant at) {
        return fire(schedule, Optional.of(at), Optional.of(node), Optional.empty());
    }

    final Fire missed(StoredSchedule schedule, Instant at, String why) {
        return fire(schedule, Optional.of(at), Optional.empty(), Optional.of(why));
    }

    final Fire manual(StoredSchedule schedule) {
        return fire(schedule, Optional.empty(), Optional.empty(), Optional.empty());
    }

    final Fired fire(String name, int number) {
        return schedules.fire(fire(schedule(name), time(number)));
    }

    private Fire fire(StoredSchedule schedule, Optional<Instant> at, Optional<String> node, Optional<String> missed) {
        Declaration declaration = schedule.declaration();
        String queue = declaration.queue() + node.map(name -> "@" + name).orElse("");
        Origin origin = at.map(time -> Origin.fired(schedule.id(), time)).orElseGet(() -> Origin.manual(schedule.id(), "ada"));
        JobRequest request = JobRequest.of(queue, declaration.type(), schedule.group(), declaration.payload(), 0)
                .on(Terms.retries(declaration.maxRetry()).timeout(declaration.contract().timeout()).from(origin));
        return new Fire(schedule.id(), schedule.revision(), at, node, jobs.of(request), missed);
    }
}
