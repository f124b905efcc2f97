package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private static final Instant LEASE = HandClock.START.plusSeconds(30);
    private static final JobExecution ONE = execution(1, "a", 1);
    private static final JobExecution TWO = execution(2, "a", 1);

    private final Holds holds = new Holds(new HandClock());

    @Test
    void aPlaceOfTheGroupIsTakenFromTheClaimToTheEndOfTheRun() {
        holds.claimed(ONE);
        holds.claimed(TWO);
        assertThat(holds.busy("plugins")).isEqualTo(Map.of("a", 2));
        assertThat(holds.busy("lifecycle")).isEmpty();

        Hold one = started(ONE);
        assertThat(holds.busy("plugins")).isEqualTo(Map.of("a", 2));
        assertThat(holds.waiting()).isEqualTo(1);
        assertThat(holds.active()).isEqualTo(2);

        assertThat(holds.end(one)).isTrue();
        assertThat(holds.busy("plugins")).isEqualTo(Map.of("a", 1));
        assertThat(holds.active()).isEqualTo(1);
    }

    @Test
    void aLeaseIsKeptAliveUntilTheTransitionIsWritten() {
        holds.claimed(ONE);
        holds.end(started(ONE));
        assertThat(holds.leases()).isEqualTo(Map.of(ONE.id(), 1L));

        holds.settled(List.of(new Transition.Retry(ONE.id(), 1, LEASE, "", "")));

        assertThat(holds.leases()).isEmpty();
        assertThat(holds.size()).isZero();
    }

    @Test
    void whatIsGivenBackIsNeitherStartedNorEnded() {
        holds.claimed(ONE);
        holds.claimed(TWO);
        Hold one = started(ONE);

        assertThat(holds.endWaiting()).extracting(Hold::execution).containsExactly(TWO);
        assertThat(holds.start(TWO, Thread.currentThread())).isEmpty();
        assertThat(holds.endRunning()).extracting(Hold::execution).containsExactly(ONE);
        assertThat(holds.end(one)).isFalse();
        assertThat(holds.busy("plugins")).isEmpty();
        assertThat(holds.active()).isZero();
    }

    @Test
    void anExecutionStartsWithItsPresentLease() {
        holds.claimed(ONE);
        holds.extended(holds.leases(), Set.of(ONE.id()), LEASE.plusSeconds(10));

        assertThat(started(ONE).left()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whatIsLostWhileItWaitsIsNotStarted() {
        holds.claimed(ONE);

        assertThat(holds.extended(holds.leases(), Set.of(), LEASE)).extracting(Hold::execution).containsExactly(ONE);

        assertThat(holds.start(ONE, Thread.currentThread())).isEmpty();
        assertThat(holds.busy("plugins")).isEmpty();
    }

    @Test
    void whatIsLostWhileItRunsKeepsItsPlaceButNotItsLease() {
        holds.claimed(ONE);
        Hold one = started(ONE);

        holds.extended(holds.leases(), Set.of(), LEASE);
        assertThat(one.held()).isFalse();
        assertThat(one.left()).isZero();

        assertThat(holds.leases()).isEmpty();
        assertThat(holds.busy("plugins")).isEqualTo(Map.of("a", 1));
        assertThat(holds.end(one)).isTrue();
    }

    @Test
    void anExecutionAndItsSuccessorAreHeldSideBySide() {
        JobExecution successor = execution(1, "a", 2);
        holds.claimed(ONE);
        Hold one = started(ONE);
        holds.claimed(successor);

        assertThat(holds.leases()).isEqualTo(Map.of(ONE.id(), 2L));
        assertThat(holds.busy("plugins")).isEqualTo(Map.of("a", 2));
        holds.end(one);
        holds.settled(List.of(new Transition.Retry(ONE.id(), 1, LEASE, "", "")));
        assertThat(holds.start(successor, Thread.currentThread())).isPresent();
    }

    private Hold started(JobExecution execution) {
        return holds.start(execution, Thread.currentThread()).orElseThrow();
    }

    private static JobExecution execution(int id, String group, long token) {
        return new JobExecution(new JobId(String.format("00000000-0000-7000-8000-%012x", id)), "plugins", "resize", group,
                new byte[0], 1, Terms.retries(5), token, HandClock.START, LEASE);
    }
}
