package dev.tollgate.engine.internal;

import dev.tollgate.limits.Bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Handlers run on trial where nobody sees it. */
class WarmUpTest {
    private static final Pools POOLS = new Pools(Bytes.ofMiB(512), Duration.ofMinutes(1), System::nanoTime);

    private final AtomicInteger asked = new AtomicInteger();
    private final Gatekeeper counting = (gate, patience) -> {
        asked.incrementAndGet();
        throw new AssertionError("a warm-up is connected to nothing");
    };

    @Test
    void noGateIsAskedAndThePoolKnowsNothingOfIt() throws Exception {
        WasmEngine engine = engine(Duration.ofSeconds(60), System::nanoTime);
        GuestModule module = engine.load(EngineFixture.PLUGIN, Guests.wasm("enqueue"), counting, GuestConfig.NONE, Instances.CLEAN);
        engine.warmUp(module, handlers("enqueue", "status", "job_noop", "job_echo"));
        assertThat(asked).hasValue(0);
        assertThat(module.idle()).isZero();
    }

    @Test
    void handlersThatTrapTripOrAreNotThereDisturbNobody() throws Exception {
        WasmEngine engine = engine(Duration.ofMillis(200), System::nanoTime);
        GuestModule module = engine.load(EngineFixture.PLUGIN, Guests.wasm("enqueue"), counting, GuestConfig.NONE, Instances.CLEAN);
        engine.warmUp(module, handlers("job_loop", "job_grow", "job_recurse", "job_fail", "nobody"));
        assertThat(module.idle()).isZero();
    }

    @Test
    void aStartFunctionThatNeverEndsIsEndedWithIt() throws Exception {
        WasmEngine engine = engine(Duration.ofMillis(50), System::nanoTime);
        GuestModule module = engine.load(EngineFixture.PLUGIN, Guests.wasm("start-loop"), counting, GuestConfig.NONE, Instances.CLEAN);
        engine.warmUp(module, handlers("noop"));
    }

    @Test
    void aModuleWithoutHandlersHasNothingToWarmUp() throws Exception {
        WasmEngine engine = engine(Duration.ofSeconds(60), System::nanoTime);
        engine.warmUp(engine.load(EngineFixture.PLUGIN, Guests.wasm("basic"), counting, GuestConfig.NONE, Instances.CLEAN), Map.of());
    }

    /** A clock that moves by a second with each look at it: there is time for so many looks, whatever the machine does. */
    @Test
    void itEndsWhenItsTimeIsUp() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        WasmEngine engine = engine(Duration.ofSeconds(10), () -> looks.incrementAndGet() * 1_000_000_000L);
        GuestModule module = engine.load(EngineFixture.PLUGIN, Guests.wasm("basic"), counting, GuestConfig.NONE, Instances.CLEAN);
        int before = looks.get();
        engine.warmUp(module, handlers("echo"));
        assertThat(looks.get() - before).isLessThan(40);
    }

    @Test
    void withoutTimeNothingRuns() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        WasmEngine engine = engine(Duration.ZERO, () -> looks.incrementAndGet());
        GuestModule module = engine.load(EngineFixture.PLUGIN, Guests.wasm("enqueue"), counting, GuestConfig.NONE, Instances.CLEAN);
        int before = looks.get();
        engine.warmUp(module, handlers("enqueue"));
        assertThat(looks.get() - before).isZero();
    }

    @Test
    void whatTheJvmKnowsAlreadyIsNotRunAgainWhicheverPluginItIsOf() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        WasmEngine engine = engine(Duration.ofMinutes(1), () -> looks.incrementAndGet());
        GuestModule first = engine.load(EngineFixture.PLUGIN, Guests.wasm("enqueue"), counting, GuestConfig.NONE, Instances.CLEAN);
        engine.warmUp(first, handlers("job_noop"));
        GuestModule second = engine.load(EngineFixture.PLUGIN, Guests.wasm("enqueue"), counting, GuestConfig.NONE, Instances.CLEAN);
        assertThat(second.code().cached()).isTrue();
        int before = looks.get();
        engine.warmUp(second, handlers("job_noop"));
        assertThat(looks.get()).isEqualTo(before);
        engine.warmUp(second, handlers("job_noop", "job_echo"));
        assertThat(looks.get()).as("another handler is another matter").isGreaterThan(before);
        first.close();
    }

    private static WasmEngine engine(Duration warmUp, LongSupplier nanoTime) {
        EngineOptions options = new EngineOptions(new JvmBytecode(), true, EngineOptions.DEFAULT.bounds(), warmUp);
        return new WasmEngine(options, CodeCache.NONE, POOLS, Clock.systemUTC(), nanoTime, new Random(1));
    }

    private static Map<String, Limits> handlers(String... names) {
        Map<String, Limits> handlers = new LinkedHashMap<>();
        for (String name : names) {
            handlers.put(name, Limits.HOOK);
        }
        return handlers;
    }
}
