package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.Outcome;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Instances are lent to one invocation at a time and come back as new. */
class PoolTest {
    private final EngineFixture engine = new EngineFixture();

    /** A32: nothing of one invocation is seen by the next. */
    @Test
    void a32NothingOfOneInvocationIsSeenByTheNext() {
        GuestModule state = engine.load("state");
        for (int i = 0; i < 5; i++) {
            Outcome outcome = engine.call(state, "count", new byte[0]);
            assertThat(EngineFixture.ints(((Outcome.Completed) outcome).output()))
                    .as("global, memory, table entry is null, pages").containsExactly(1, 1, 1, 1);
            assertThat(state.idle()).as("the instance came back").isEqualTo(1);
        }
    }

    @Test
    void aPluginThatAsksForReuseFindsWhatTheLastInvocationLeftUntilOneFails() {
        GuestModule state = engine.load(Guests.wasm("state"), EngineFixture.NOTHING_GRANTED, Instances.REUSE);
        for (int i = 1; i <= 3; i++) {
            assertThat(count(state)).as("global, memory, table entry is null, pages").containsExactly(i, i, i == 1 ? 1 : 0, i);
            assertThat(state.idle()).isEqualTo(1);
        }
        assertThat(engine.call(state, "spoil", new byte[0])).isInstanceOf(Outcome.Failed.class);
        assertThat(state.idle()).isZero();
        assertThat(count(state)).containsExactly(1, 1, 1, 1);
    }

    @Test
    void theSameCodeAfreshFindsNothingOfTheOtherAndOutlivesIt() {
        GuestModule state = engine.load(Guests.wasm("state"), EngineFixture.NOTHING_GRANTED, Instances.REUSE);
        assertThat(count(state)[0]).isEqualTo(1);
        assertThat(count(state)[0]).isEqualTo(2);
        GuestModule afresh = state.afresh();
        assertThat(afresh.plugin()).isEqualTo(state.plugin());
        assertThat(count(afresh)[0]).isEqualTo(1);
        assertThat(count(state)[0]).as("nor does the other find anything of it").isEqualTo(3);
        state.close();
        assertThat(count(afresh)[0]).isEqualTo(2);
        assertThat(engine.call(state, "count", new byte[0])).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.failure()).isEqualTo(Outcome.Failure.CLOSED));
    }

    @Test
    void anInstanceThatIsReusedAndHoldsMoreThanTheNextMayHaveIsLetGo() {
        GuestModule state = engine.load(Guests.wasm("state"), EngineFixture.NOTHING_GRANTED, Instances.REUSE);
        count(state);
        Outcome outcome = engine.call(state, "count", new byte[0], EngineFixture.limits(50_000_000, 130_000, Duration.ofSeconds(60)));
        assertThat(outcome).as("a new one has one page, and trips at the second").isInstanceOf(Outcome.Tripped.class);
        assertThat(count(state)).containsExactly(1, 1, 1, 1);
    }

    /** A32: of many who call at once, each finds an instance as new; there is never a second owner. */
    @Test
    void a32ManyAtOnceEachFindAnInstanceAsNew() throws Exception {
        GuestModule state = engine.load("state");
        Together.steps(500, random -> {
            if (random.nextInt(10) == 0) {
                engine.call(state, "spoil", new byte[0]);
            } else {
                assertThat(count(state)).containsExactly(1, 1, 1, 1);
            }
        });
        assertThat(state.idle()).isLessThanOrEqualTo(4);
    }

    private int[] count(GuestModule module) {
        return EngineFixture.ints(((Outcome.Completed) engine.call(module, "count", new byte[0])).output());
    }

    @Test
    void anInstanceThatTrappedIsLetGo() {
        GuestModule state = engine.load("state");
        engine.call(state, "count", new byte[0]);
        assertThat(engine.call(state, "spoil", new byte[0])).isInstanceOf(Outcome.Failed.class);
        assertThat(state.idle()).isZero();
        assertThat(EngineFixture.ints(((Outcome.Completed) engine.call(state, "count", new byte[0])).output())[0]).isEqualTo(1);
    }

    /** A24: one invocation that is ended does not disturb another of the same plugin. */
    @Test
    void a24ATripOfOneInvocationDoesNotTouchItsSiblings() throws Exception {
        GuestModule runaway = engine.load("runaway");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Outcome>> healthy = new ArrayList<>();
            List<Future<Outcome>> endless = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                endless.add(threads.submit(() -> engine.call(runaway, "loop", new byte[0],
                        EngineFixture.limits(1_000_000_000_000L, 1 << 20, Duration.ofMillis(5)))));
                healthy.add(threads.submit(() -> engine.call(runaway, "noop", new byte[0])));
            }
            for (Future<Outcome> call : healthy) {
                assertThat(call.get()).isInstanceOf(Outcome.Completed.class);
            }
            for (Future<Outcome> call : endless) {
                assertThat(((Outcome.Tripped) call.get()).trip().limit()).isEqualTo(Limit.DEADLINE);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void noMoreThanSixteenInvocationsOfAPluginAreUnderWay() throws Exception {
        GuestModule runaway = engine.load("runaway");
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(threads.submit(() -> engine.call(runaway, "loop", new byte[0],
                        EngineFixture.limits(1_000_000_000_000L, 1 << 20, Duration.ofMillis(400)))));
            }
            int busy = 0;
            for (Future<Outcome> call : calls) {
                if (call.get() instanceof Outcome.Failed failed && failed.failure() == Outcome.Failure.BUSY) {
                    busy++;
                }
            }
            assertThat(busy).isLessThanOrEqualTo(4);
            assertThat(engine.call(runaway, "noop", new byte[0])).isInstanceOf(Outcome.Completed.class);
        } finally {
            threads.shutdownNow();
        }
    }
}
