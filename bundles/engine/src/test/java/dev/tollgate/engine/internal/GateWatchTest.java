package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gatekeeper;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is inside a provider that goes away is interrupted there, and nobody else is. */
class GateWatchTest {
    private final GateWatch watch = new GateWatch(new Deadlines(stopped()), Duration.ofMinutes(10));
    private int asked;

    @AfterEach
    void noFlagIsLeftBehind() {
        watch.end();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(GateWatch.insideProvider()).isFalse();
    }

    @Test
    void whoIsInAProviderThatIsAbandonedIsInterruptedAgainAndAgainUntilHeLeaves() {
        watch.enter(passage(() -> true));
        assertThat(GateWatch.insideProvider()).isTrue();
        for (int i = 0; i < 2; i++) {
            watch.look(System.nanoTime());
            assertThat(Thread.interrupted()).isTrue();
        }
        watch.look(System.nanoTime());
        watch.leave();
        watch.look(System.nanoTime());
    }

    @Test
    void whoLeftItForAnotherOneMeanwhileIsNotInterrupted() {
        watch.enter(passage(() -> asked++ == 0));
        watch.look(System.nanoTime());
        assertThat(asked).isEqualTo(2);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        watch.leave();
    }

    /** The test looks at the clock itself. */
    private static ScheduledExecutorService stopped() {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        timer.shutdownNow();
        return timer;
    }

    private static Gatekeeper.Passage passage(BooleanSupplier abandoned) {
        return new Gatekeeper.Passage() {
            @Override
            public Capability provider() {
                throw new AssertionError("nobody calls it");
            }

            @Override
            public Object scope() {
                throw new AssertionError("nobody asks");
            }

            @Override
            public void admit() {
            }

            @Override
            public boolean abandoned() {
                return abandoned.getAsBoolean();
            }

            @Override
            public void ended(Errno error, long nanos) {
            }

            @Override
            public void leave() {
            }
        };
    }
}
