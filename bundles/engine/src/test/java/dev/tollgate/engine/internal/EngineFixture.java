package dev.tollgate.engine.internal;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Interpreter;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.engine.internal.cache.MemoryCache;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/** An engine with a clock that stands still, and short ways to call it. */
final class EngineFixture {
    /** The limits of a hook, but for a deadline that no machine is too slow for: what is asked about is another limit. */
    static final Limits UNHURRIED = Limits.HOOK.with(Limits.HOOK.fuel(), Limits.HOOK.memory(), Duration.ofSeconds(60));

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.000789123Z");
    static final PluginId PLUGIN = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
    static final Gatekeeper NOTHING_GRANTED = (gate, patience) -> {
        throw new GateException(Errno.EPERM, "not granted");
    };

    /** All tests of the engine run on every backend; the build says on which. */
    private static final Backend BACKEND = "interpreter".equals(System.getProperty("tollgate.backend")) ? new Interpreter() : new JvmBytecode();

    /** All tests of the engine run what was compiled before, kept and read again; the first to ask compiles. */
    private static final CodeCache CACHE = new MemoryCache(Bytes.ofMiB(64));

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final Pools pools;
    final WasmEngine engine;
    final PooledInvoker invoker;

    EngineFixture() {
        this(new Pools(Bytes.ofMiB(512), Duration.ofMinutes(1), System::nanoTime));
    }

    EngineFixture(Pools pools) {
        this(pools, System::nanoTime);
    }

    EngineFixture(Pools pools, LongSupplier nanoTime) {
        this.pools = pools;
        invoker = new PooledInvoker(clock, nanoTime, new Random(1));
        engine = new WasmEngine(EngineOptions.DEFAULT.with(BACKEND), CACHE, pools, clock, System::nanoTime, new Random(7));
    }

    GuestModule load(String guest) {
        return load(Guests.wasm(guest), NOTHING_GRANTED);
    }

    GuestModule load(byte[] wasm, Gatekeeper gatekeeper) {
        return load(wasm, gatekeeper, Instances.CLEAN);
    }

    GuestModule load(byte[] wasm, Gatekeeper gatekeeper, Instances instances) {
        try {
            engine.compile(wasm);
            GuestConfig config = GuestConfig.of(Map.of("greeting", TextNode.valueOf("hello")));
            return engine.load(PLUGIN, wasm, gatekeeper, config, instances);
        } catch (ModuleRefusedException refused) {
            throw new AssertionError(refused);
        }
    }

    Outcome call(GuestModule module, String handler, byte[] input) {
        return call(module, handler, input, UNHURRIED);
    }

    Outcome call(GuestModule module, String handler, byte[] input, Limits limits) {
        return invoker.invoke(module, handler, input, Profile.of(Profile.Kind.FILTER, limits));
    }

    static Limits limits(long fuel, long memory, Duration deadline) {
        return Limits.HOOK.with(new Fuel(fuel), new Bytes(memory), deadline);
    }

    static byte[] bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    static int[] ints(byte[] bytes) {
        int[] values = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }
}
