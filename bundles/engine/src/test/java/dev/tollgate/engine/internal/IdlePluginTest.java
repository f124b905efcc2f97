package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.Outcome;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Meter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A plugin that nobody calls takes next to nothing. */
class IdlePluginTest {
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final AtomicLong now = new AtomicLong();
    private final Pools pools = new Pools(Bytes.ofMiB(512), IDLE, now::get);
    private final EngineFixture engine = new EngineFixture(pools, now::get);

    @Test
    void anInstanceIsKeptForTheIdleTimeAndNoLonger() {
        GuestModule state = engine.load("state");
        engine.call(state, "count", new byte[0]);
        now.addAndGet(IDLE.toNanos() - 1);
        pools.sweep();
        assertThat(state.idle()).isEqualTo(1);
        now.addAndGet(1);
        pools.sweep();
        assertThat(state.idle()).isZero();
        assertThat(pools.memory().held().count()).as("the snapshot is gone, too").isZero();
        assertThat(pools.holding()).isZero();
        assertThat(engine.call(state, "count", new byte[0])).isInstanceOf(Outcome.Completed.class);
        assertThat(state.idle()).isEqualTo(1);
    }

    @Test
    void asManyInstancesAreKeptAsWereInUseTogetherOfLate() {
        LoadedModule state = (LoadedModule) engine.load("state");
        Guest one = made(state);
        Guest other = made(state);
        state.giveBack(one, now.get());
        state.giveBack(other, now.get());
        assertThat(state.idle()).isEqualTo(2);
        now.addAndGet(IDLE.toNanos() / 2);
        engine.call(state, "count", new byte[0]);
        now.addAndGet(IDLE.toNanos() / 2);
        pools.sweep();
        assertThat(state.idle()).as("one was not needed for the idle time").isEqualTo(1);
    }

    @Test
    void constructorsRunForTheFirstInstanceOnlyAndTheOthersBeginWithItsState() {
        AtomicInteger asked = new AtomicInteger();
        Gatekeeper counting = (gate, patience) -> {
            asked.incrementAndGet();
            return EngineFixture.NOTHING_GRANTED.pass(gate, patience);
        };
        LoadedModule module = (LoadedModule) engine.load(Guests.wasm("initialize-enqueue"), counting);
        byte[] first = ((Outcome.Completed) engine.call(module, "tell", new byte[0])).output();
        Guest leased = module.lease(Bytes.ofMiB(1));
        byte[] second = ((Outcome.Completed) engine.call(module, "tell", new byte[0])).output();
        assertThat(leased).isNotNull();
        assertThat(second).isEqualTo(first);
        assertThat(asked).hasValue(1);
        leased.discard();
    }

    /** 10,000 idle plugins fit into 2 GiB when one takes less than 200,000 bytes; the rest of that is for compiled classes. */
    @Test
    void anIdlePluginKeepsNoInstanceAndNoInstructions() {
        byte[] wasm = Guests.wasm("basic");
        List<GuestModule> plugins = new ArrayList<>();
        call(plugins, wasm, 5);
        long before = heap();
        call(plugins, wasm, 105);
        long each = (heap() - before) / 100;
        System.out.println("an idle plugin takes " + each + " bytes of heap");
        assertThat(plugins).hasSize(105);
        assertThat(each).isLessThan("interpreter".equals(System.getProperty("tollgate.backend")) ? 150_000 : 40_000);
    }

    /** Two plugins with one module share its code. */
    @Test
    void pluginsWithTheSameModuleShareItsCodeAndNothingElse() {
        LoadedModule one = (LoadedModule) engine.load("state");
        LoadedModule other = (LoadedModule) engine.load("state");
        assertThat(one.info()).isSameAs(other.info());
        engine.call(one, "count", new byte[0]);
        assertThat(other.idle()).isZero();
        one.close();
        assertThat(engine.call(other, "count", new byte[0])).isInstanceOf(Outcome.Completed.class);
    }

    private void call(List<GuestModule> plugins, byte[] wasm, int until) {
        while (plugins.size() < until) {
            GuestModule plugin = engine.load(different(wasm, plugins.size()), EngineFixture.NOTHING_GRANTED, Instances.CLEAN);
            assertThat(engine.call(plugin, "echo", new byte[10])).isInstanceOf(Outcome.Completed.class);
            plugins.add(plugin);
        }
        now.addAndGet(IDLE.toNanos());
        pools.sweep();
    }

    private static Guest made(LoadedModule module) {
        GuestCall start = new GuestCall("start", 0, new Meter(EngineFixture.UNHURRIED, () -> 0), new byte[0], () -> new byte[0]);
        Guest guest = module.create(start);
        module.start(guest);
        return guest;
    }

    /** The same module with a custom section of its own. */
    private static byte[] different(byte[] wasm, int number) {
        byte[] different = Arrays.copyOf(wasm, wasm.length + 5);
        byte[] section = {0, 3, 1, 'x', (byte) number};
        System.arraycopy(section, 0, different, wasm.length, section.length);
        return different;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
