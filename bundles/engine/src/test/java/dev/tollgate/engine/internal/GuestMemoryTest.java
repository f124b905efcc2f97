package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All guests together hold no more than the operator allows, and what one lets go another gets. */
class GuestMemoryTest {
    private static final int PAGE = 65_536;
    private static final Bytes ROOM = Bytes.ofMiB(4);

    private final Pools pools = new Pools(ROOM, Duration.ofMinutes(1), System::nanoTime);
    private final EngineFixture engine = new EngineFixture(pools);

    @Test
    void allThatAnInstanceHoldsIsTheHostsAgainWhenItIsGone() {
        GuestModule grow = engine.load("grow");
        assertThat(pages(call(grow, "grow", 5))).isEqualTo(6);
        assertThat(held()).as("the first size, and an image of nothing").isBetween((long) PAGE, PAGE + 8_192L);
        assertThat(call(grow, "grow_and_trap", 5)).isInstanceOf(Outcome.Failed.class);
        assertThat(held()).as("the snapshot").isLessThan(8_192);
        call(grow, "grow", 0);
        grow.close();
        assertThat(held()).isZero();
        assertThat(pools.holding()).isZero();
    }

    @Test
    void anInstanceThatCannotBeMadeHoldsNothing() {
        GuestModule bombs = engine.load("few-tables-bomb");
        assertThat(engine.call(bombs, "noop", new byte[0])).isInstanceOf(Outcome.Tripped.class);
        assertThat(held()).isZero();
    }

    @Test
    void whereTheHostHasNoRoomTheInstancesIdleLongestGoFirst() {
        GuestModule[] plugins = new GuestModule[4];
        for (int i = 0; i < plugins.length; i++) {
            plugins[i] = engine.load(Guests.wasm("basic"), EngineFixture.NOTHING_GRANTED);
        }
        for (int i = 0; i < 3; i++) {
            engine.call(plugins[i], "echo", new byte[0]);
        }
        engine.call(plugins[0], "echo", new byte[0]);
        assertThat(plugins).extracting(GuestModule::idle).containsExactly(1, 1, 1, 0);
        engine.call(plugins[3], "echo", new byte[0]);
        assertThat(plugins).as("the second plugin's was idle longest").extracting(GuestModule::idle).containsExactly(1, 0, 1, 1);
        assertThat(pools.memory().held()).isLessThanOrEqualTo(ROOM);
    }

    @Test
    void whoAsksWhenAllIsInUseFailsAsBusyAndIsToldWhichSettingItIs() {
        pools.memory().take(Bytes.ofMiB(3).count());
        GuestModule grow = engine.load("grow");
        Outcome.Failed full = (Outcome.Failed) call(grow, "grow", 20);
        assertThat(full.failure()).isEqualTo(Failure.BUSY);
        assertThat(full.message()).isEqualTo("the host has no room for 1310720 bytes more: all guests together may hold 4 MiB"
                + " (memory.mb in the configuration dev.tollgate.pool)");
        pools.memory().giveBack(Bytes.ofMiB(3).count());
        assertThat(pages(call(grow, "grow", 20))).isEqualTo(21);
    }

    @Test
    void anInstanceThatWantsMoreThanTheWholeHostHasTripsOverItsMemory() {
        Outcome.Tripped tripped = (Outcome.Tripped) call(engine.load("grow"), "grow", 100);
        assertThat(tripped.trip().limit()).isEqualTo(Limit.MEMORY);
        assertThat(tripped.trip().allowed()).isEqualTo(ROOM.count());
    }

    /** A05: the tests run in a heap of 1 GiB, so that what a guest is allowed here, the JVM does not have. */
    @Test
    void a05AnOutOfMemoryErrorInAGuestsAllocationIsABusyHost() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(Bytes.ofMiB(1_500).count());
        EngineFixture generous = new EngineFixture(new Pools(Bytes.ofMiB(4_096), Duration.ofMinutes(1), System::nanoTime));
        GuestModule grow = generous.load("grow");
        Limits limits = EngineFixture.limits(1_000_000_000L, Bytes.ofMiB(2_047).count(), Duration.ofSeconds(60));
        Outcome outcome = generous.call(grow, "grow", EngineFixture.bytes(30_000), limits);
        assertThat(((Outcome.Failed) outcome).failure()).isEqualTo(Failure.BUSY);
        assertThat(((Outcome.Failed) outcome).message()).contains("larger heap");
        assertThat(generous.pools.memory().held().count()).as("the snapshot").isLessThan(8_192);
        assertThat(generous.call(grow, "grow", EngineFixture.bytes(1), limits)).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void manyPluginsUnderPressureNeverHoldMoreThanThereIsAndGiveAllBack() throws Exception {
        List<GuestModule> plugins = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            plugins.add(engine.load(Guests.wasm("grow"), EngineFixture.NOTHING_GRANTED, i % 2 == 0 ? Instances.CLEAN : Instances.REUSE));
        }
        Together.steps(500, random -> {
            GuestModule plugin = plugins.get(random.nextInt(plugins.size()));
            Outcome outcome = call(plugin, random.nextInt(8) == 0 ? "grow_and_trap" : "grow", random.nextInt(20));
            assertThat(pools.memory().held()).isLessThanOrEqualTo(ROOM);
            assertThat(ending(outcome)).isIn("completed", Failure.BUSY, Failure.TRAPPED, Limit.MEMORY);
            if (random.nextInt(50) == 0) {
                pools.sweep();
            }
        });
        plugins.forEach(GuestModule::close);
        assertThat(held()).isZero();
        assertThat(pools.holding()).isZero();
    }

    private Outcome call(GuestModule module, String handler, int pages) {
        return engine.call(module, handler, EngineFixture.bytes(pages));
    }

    private static Object ending(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.failure();
        }
        return outcome instanceof Outcome.Tripped tripped ? tripped.trip().limit() : "completed";
    }

    private static int pages(Outcome outcome) {
        return EngineFixture.ints(((Outcome.Completed) outcome).output())[0];
    }

    private long held() {
        return pools.memory().held().count();
    }
}
