package dev.tollgate.jobs.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.Transition;
import dev.tollgate.jobs.testkit.HandClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: each promise is broken once, and some seed must show it. */
class CheckerTest {
    private static final int SEEDS = 400;

    private record Held(String worker, long token) { }

    @Test
    void theCheckerSeesAMissingFence() {
        Map<JobId, Held> held = new ConcurrentHashMap<>();
        assertThat(found(jobs(call -> {
            if (call.is("claim")) {
                Claim claim = (Claim) call.arguments()[0];
                List<JobExecution> executions = executions(call.go());
                executions.forEach(execution -> held.put(execution.id(), new Held(claim.worker(), execution.token())));
                return executions;
            }
            if (call.is("write")) {
                JobStore store = (JobStore) call.store();
                List<RunView> runs = ((Collection<?>) call.arguments()[2]).stream().map(RunView.class::cast).toList();
                Set<JobId> written = new HashSet<>();
                for (Object each : (Collection<?>) call.arguments()[1]) {
                    Transition stale = (Transition) each;
                    Held by = held.get(stale.id());
                    written.addAll(store.write(by.worker(), List.of(under(stale, by.token())), runs));
                }
                return written;
            }
            return call.go();
        }))).contains("written unfenced");
    }

    @Test
    void theCheckerSeesAHoldThatCountsAsAnAttempt() {
        assertThat(found(jobs(call -> {
            if (call.is("write")) {
                List<Transition> counted = new ArrayList<>();
                for (Object each : (Collection<?>) call.arguments()[1]) {
                    counted.add(each instanceof Transition.Release held
                            ? new Transition.Retry(held.id(), held.token(), held.runAt(), held.reason(), "") : (Transition) each);
                }
                return call.go(call.arguments()[0], counted, call.arguments()[2]);
            }
            return call.go();
        }))).contains("as attempt");
    }

    @Test
    void theCheckerSeesAScheduleThatFiresTwice() {
        assertThat(found(world -> new World(world.clock(), world.memory(), world.jobs(),
                Flawed.store(ScheduleStore.class, world.schedules(), call -> {
                    Object answer = call.go();
                    if (answer instanceof Fired.Taken) {
                        NewJob job = ((Fire) call.arguments()[0]).job();
                        world.jobs().insert(List.of(job));
                        return new Fired.Enqueued(job.id());
                    }
                    return answer;
                })))).contains("fired twice");
    }

    @Test
    void theCheckerSeesExclusiveJobsThatOverlap() {
        assertThat(found(jobs(call -> call.is("insert") ? call.go(changed(call, request -> {
            Terms terms = request.terms();
            return request.on(new Terms(terms.maxRetry(), terms.timeout(), Optional.empty(), terms.origin()));
        })) : call.go()))).contains("beside token");
    }

    @Test
    void theCheckerSeesALostJob() {
        assertThat(found(jobs(call -> {
            if (call.is("insert")) {
                List<NewJob> asked = jobs(call);
                call.go(asked.subList(1, asked.size()));
                return asked.stream().<Enqueued>map(job -> new Enqueued.Accepted(job.id())).toList();
            }
            return call.go();
        }))).isNotEmpty();
    }

    @Test
    void theCheckerSeesALeaseThatIsTakenAwayTooEarly() {
        assertThat(found(jobs(call -> call.is("reclaim") ? call.go(((Instant) call.arguments()[0]).plusSeconds(40)) : call.go())))
                .contains("were reclaimed");
    }

    @Test
    void theCheckerSeesAGroupThatGetsMoreThanItHasRoomFor() {
        assertThat(found(jobs(call -> {
            if (call.is("claim")) {
                Claim claim = (Claim) call.arguments()[0];
                return call.go(new Claim(claim.queue(), claim.worker(), claim.now(), claim.leaseUntil(), group -> 100, claim.most()));
            }
            return call.go();
        }))).contains("has room for");
    }

    @Test
    void theCheckerSeesConditionsThatAreNotKept() {
        assertThat(found(jobs(call -> call.is("insert")
                ? call.go(changed(call, request -> request.admitted(Admission.FREE))) : call.go())))
                .contains("was answered with");
    }

    private static Function<World, World> jobs(Flawed.Flaw flaw) {
        return world -> new World(world.clock(), world.memory(), Flawed.store(JobStore.class, world.jobs(), flaw), world.schedules());
    }

    private static String found(Function<World, World> flaw) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> new Simulation(seed, (HandClock clock) -> flaw.apply(World.of(clock))).run())
                .flatMap(Optional::stream).findFirst().orElse("");
    }

    private static List<NewJob> changed(Flawed.Call call, UnaryOperator<JobRequest> change) {
        return jobs(call).stream().map(job -> new NewJob(job.id(), change.apply(job.request()), job.enqueuedAt())).toList();
    }

    private static List<NewJob> jobs(Flawed.Call call) {
        return ((List<?>) call.arguments()[0]).stream().map(NewJob.class::cast).toList();
    }

    private static List<JobExecution> executions(Object answer) {
        return ((List<?>) answer).stream().map(JobExecution.class::cast).toList();
    }

    private static Transition under(Transition transition, long token) {
        if (transition instanceof Transition.Complete done) {
            return new Transition.Complete(done.id(), token, done.at(), done.output(), done.report());
        }
        if (transition instanceof Transition.Bury bury) {
            return new Transition.Bury(bury.id(), token, bury.at(), bury.reason(), bury.report());
        }
        if (transition instanceof Transition.Retry retry) {
            return new Transition.Retry(retry.id(), token, retry.runAt(), retry.reason(), retry.report());
        }
        Transition.Release release = (Transition.Release) transition;
        return new Transition.Release(release.id(), token, release.runAt(), release.reason());
    }
}
