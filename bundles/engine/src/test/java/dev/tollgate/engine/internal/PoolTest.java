package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
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
