package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Trip;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit ends what it is there for, and leaves the plugin able to serve the next call. */
class LimitsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final EngineFixture engine = new EngineFixture();
    private final GuestModule runaway = engine.load("runaway");

    /** A20: loops of every kind. */
    @ParameterizedTest
    @ValueSource(strings = {"loop", "loop_if", "loop_table", "fill", "ask"})
    void a20FuelEndsWhatNeverEnds(String handler) {
        Trip trip = trip(handler, EngineFixture.limits(200_000, 1 << 20, LONG));
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.allowed()).isEqualTo(200_000);
        assertThat(trip.used()).isGreaterThan(200_000);
        assertThat(trip.stack()).first().asString().startsWith(handler + " +0x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "loop_if", "loop_table", "fill"})
    void theDeadlineEndsWhatHasFuelLeft(String handler) {
        Trip trip = trip(handler, EngineFixture.limits(1_000_000_000_000L, 1 << 20, Duration.ofMillis(50)));
        assertThat(trip.limit()).isEqualTo(Limit.DEADLINE);
        assertThat(trip.allowed()).isEqualTo(50);
        assertThat(trip.used()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void memoryEndsWhatAllocatesWithoutEnd() {
        Trip trip = trip("grow", EngineFixture.limits(50_000_000, 8 << 20, LONG));
        assertThat(trip.limit()).isEqualTo(Limit.MEMORY);
        assertThat(trip.allowed()).isEqualTo(8 << 20);
        assertThat(trip.used()).isGreaterThan(8 << 20);
    }

    @Test
    void memoryCountsTablesToo() {
        assertThat(trip("grow_table", EngineFixture.limits(50_000_000, 8 << 20, LONG)).limit()).isEqualTo(Limit.MEMORY);
    }

    /** A20: a tail call is a call, because the JVM has none. */
    @ParameterizedTest
    @ValueSource(strings = {"tail", "tail_other"})
    void a20CallDepthEndsTailCallsWithoutEnd(String handler) {
        Trip trip = trip(handler, EngineFixture.limits(50_000_000, 1 << 20, LONG));
        assertThat(trip.limit()).isEqualTo(Limit.CALL_DEPTH);
        assertThat(trip.used()).isEqualTo(1025);
    }

    /** A08: recursion without end. */
    @ParameterizedTest
    @ValueSource(strings = {"recurse", "recurse_indirect"})
    void a08CallDepthEndsWhatRecursesWithoutEnd(String handler) {
        Trip trip = trip(handler, EngineFixture.limits(50_000_000, 1 << 20, LONG));
        assertThat(trip.limit()).isEqualTo(Limit.CALL_DEPTH);
        assertThat(trip.used()).isEqualTo(1025);
        assertThat(trip.stack()).hasSize(32);
    }

    /** A27: a storm of host calls is ended at exactly the quota. */
    @Test
    void a27HostCallsEndAtExactlyTheQuota() {
        Limits ten = new Limits(new Fuel(50_000_000), new Bytes(1 << 20), LONG, 1024, 10, Bytes.ofMiB(1), Bytes.ofMiB(1),
                Limits.GATE_CALLS);
        assertThat(engine.call(runaway, "ask_10", new byte[0], ten)).isInstanceOf(Outcome.Completed.class);
        Trip trip = trip("ask_11", ten);
        assertThat(trip.limit()).isEqualTo(Limit.HOST_CALLS);
        assertThat(trip.allowed()).isEqualTo(10);
        assertThat(trip.used()).isEqualTo(11);
    }

    @Test
    void aTripSaysWhoAndWhere() {
        Trip trip = trip("loop", EngineFixture.limits(10_000, 1 << 20, LONG));
        assertThat(trip.plugin()).isEqualTo(EngineFixture.PLUGIN);
        assertThat(trip.handler()).isEqualTo("loop");
        assertThat(trip.requestId()).hasSize(16);
        assertThat(trip.at()).isEqualTo(EngineFixture.NOW);
        assertThat(trip).hasToString("fuel limit: " + trip.used() + " of 10000 units in probe 1.0.0 loop at " + trip.stack().get(0));
    }

    @Test
    void theSameTripHappensAtTheSamePoint() {
        Trip first = trip("ask", EngineFixture.limits(123_456, 1 << 20, LONG));
        for (int i = 0; i < 20; i++) {
            assertThat(trip("ask", EngineFixture.limits(123_456, 1 << 20, LONG)).used()).isEqualTo(first.used());
        }
    }

    @Test
    void afterATripTheInstanceIsGoneAndTheNextCallIsServed() {
        assertThat(engine.call(runaway, "noop", new byte[0])).isInstanceOf(Outcome.Completed.class);
        assertThat(runaway.idle()).isEqualTo(1);
        trip("loop", EngineFixture.limits(10_000, 1 << 20, LONG));
        assertThat(runaway.idle()).isZero();
        assertThat(engine.call(runaway, "noop", new byte[0])).isInstanceOf(Outcome.Completed.class);
    }

    /** A25: no interrupt flag is left on the thread. */
    @Test
    void a25ATripLeavesNoInterruptFlag() {
        trip("loop", EngineFixture.limits(1_000_000_000_000L, 1 << 20, Duration.ofMillis(20)));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** A06: a start function and constructors are limited like any invocation. */
    @ParameterizedTest
    @ValueSource(strings = {"start-loop", "initialize-loop"})
    void a06StartAndConstructorsAreLimited(String guest) {
        Outcome outcome = engine.call(engine.load(guest), "noop", new byte[0], EngineFixture.limits(100_000, 1 << 20, LONG));
        assertThat(((Outcome.Tripped) outcome).trip().limit()).isEqualTo(Limit.FUEL);
        assertThat(((Outcome.Tripped) outcome).trip().handler()).isEqualTo("start");
    }

    /** A01, A05, A03: tables and memories are counted, all together, before they are allocated. */
    @ParameterizedTest
    @ValueSource(strings = {"few-tables-bomb", "big-memory", "second-memory"})
    void a01a03a05TablesAndMemoriesOverTheLimitTripBeforeTheyAreMade(String guest) {
        Outcome outcome = engine.call(engine.load(guest), "noop", new byte[0], EngineFixture.UNHURRIED);
        assertThat(((Outcome.Tripped) outcome).trip().limit()).isEqualTo(Limit.MEMORY);
    }

    /** A02: a table that one instance grew is as small as ever in the next. */
    @Test
    void a02AGrownTableDoesNotEnlargeTheNextInstance() {
        GuestModule module = engine.load("tables-grow");
        for (int i = 0; i < 3; i++) {
            Outcome outcome = engine.call(module, "size", new byte[0]);
            assertThat(EngineFixture.ints(((Outcome.Completed) outcome).output())).containsExactly(1);
        }
    }

    private Trip trip(String handler, Limits limits) {
        Outcome outcome = engine.call(runaway, handler, new byte[0], limits);
        assertThat(outcome).isInstanceOf(Outcome.Tripped.class);
        return ((Outcome.Tripped) outcome).trip();
    }
}
