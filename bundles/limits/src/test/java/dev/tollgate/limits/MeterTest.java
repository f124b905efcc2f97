package dev.tollgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeterTest {
    private final AtomicLong now = new AtomicLong(1_000);

    @Test
    void exactlyTheFuelThereIsCanBeSpent() {
        Meter meter = meter(1_000, Duration.ofSeconds(1));
        meter.charge(999);
        meter.charge(1);
        assertThat(used(meter)).isEqualTo(1_000);
        Tripped trip = trip(() -> meter.charge(1));
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.allowed()).isEqualTo(1_000);
        assertThat(trip.used()).isEqualTo(1_001);
    }

    /** However time passes and slices adapt, the same charges trip at the same charge. */
    @Test
    void aTripDoesNotDependOnHowFuelWasSliced() {
        long seed = 42;
        Random time = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Meter meter = meter(100_000, Duration.ofDays(1));
            Random charges = new Random(7);
            long spent = 0;
            Tripped trip = null;
            while (trip == null) {
                long charge = charges.nextInt(500);
                now.addAndGet(time.nextInt(3_000_000));
                trip = charge + spent > 100_000 ? trip(() -> meter.charge(charge)) : null;
                if (trip == null) {
                    meter.charge(charge);
                    spent += charge;
                    assertThat(used(meter)).as("seed " + seed).isEqualTo(spent);
                }
            }
            assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        }
    }

    @Test
    void theDeadlineIsSeenWhereASliceRunsOut() {
        Meter meter = meter(1_000_000_000, Duration.ofMillis(10));
        meter.charge(100);
        now.addAndGet(Duration.ofMillis(10).toNanos());
        Tripped trip = trip(() -> meter.charge(5_000_000));
        assertThat(trip.limit()).isEqualTo(Limit.DEADLINE);
        assertThat(trip.allowed()).isEqualTo(10);
    }

    @Test
    void whatIsNotWantedEndsWhereASliceRunsOutAndAtEveryHostCall() {
        AtomicBoolean wanted = new AtomicBoolean(true);
        Meter meter = new Meter(Limits.HOOK, now::get, now.get(), wanted::get);
        meter.charge(100);
        meter.hostCall("queue");
        wanted.set(false);
        meter.charge(100);
        assertThatThrownBy(() -> meter.charge(5_000_000)).isInstanceOf(Cancelled.class);
        assertThatThrownBy(() -> meter.hostCall("queue")).isInstanceOf(Cancelled.class);
    }

    @Test
    void theDeadlineIsSeenAtEveryHostCall() {
        Meter meter = meter(1_000, Duration.ofMillis(10));
        meter.hostCall("queue");
        now.addAndGet(Duration.ofMillis(9).toNanos());
        assertThat(meter.remaining()).isEqualTo(Duration.ofMillis(1));
        meter.hostCall("queue");
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(trip(() -> meter.hostCall("queue")).limit()).isEqualTo(Limit.DEADLINE);
        assertThat(meter.remaining()).isZero();
    }

    @Test
    void aGateHasAQuotaOfItsOwnWhichTheRecordNames() {
        Meter meter = new Meter(Limits.HOOK, now::get);
        for (int i = 0; i < 8; i++) {
            meter.hostCall("http");
        }
        assertThatThrownBy(() -> meter.hostCall("http")).isInstanceOfSatisfying(Tripped.class, trip -> {
            assertThat(trip.limit()).isEqualTo(Limit.HOST_CALLS);
            assertThat(trip.allowed()).isEqualTo(8);
            assertThat(trip.used()).isEqualTo(9);
            assertThat(trip.gate()).isEqualTo("http");
        });
        meter.hostCall("kv");
        assertThat(meter.usage(new Bytes(0), new Bytes(0), new Bytes(0)).hostCalls()).isEqualTo(Map.of("http", 8, "kv", 1));
    }

    @Test
    void hostCallsAreCountedByGate() {
        Meter meter = meter(1_000, Duration.ofSeconds(1));
        meter.hostCall("host");
        meter.hostCall("queue");
        meter.hostCall("queue");
        assertThat(meter.usage(new Bytes(0), new Bytes(0), new Bytes(0)).hostCalls()).containsEntry("host", 1)
                .containsEntry("queue", 2);
    }

    @Test
    void aHugeChargeDoesNotOverflow() {
        Meter meter = meter(1_000, Duration.ofSeconds(1));
        assertThat(trip(() -> meter.charge(Long.MAX_VALUE / 2)).limit()).isEqualTo(Limit.FUEL);
        assertThat(used(meter)).isEqualTo(1_000);
    }

    private Meter meter(long fuel, Duration deadline) {
        return new Meter(Limits.HOOK.with(new Fuel(fuel), Bytes.ofMiB(1), deadline), now::get);
    }

    private static long used(Meter meter) {
        return meter.usage(new Bytes(0), new Bytes(0), new Bytes(0)).fuel().units();
    }

    private static Tripped trip(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Tripped trip = catchThrowableOfType(Tripped.class, call);
        assertThat(trip).isNotNull();
        return trip;
    }
}
