package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.ExternalType;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Interpreter;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.backend.Work;
import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.engine.internal.cache.FolderCache;
import dev.tollgate.engine.internal.cache.HostKey;
import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a frame is does not depend on what runs it, nor on when it was compiled. */
class PlacesTest {
    private final Pools pools = new Pools(Bytes.ofMiB(512), Duration.ofMinutes(1), System::nanoTime);
    private final PooledInvoker invoker = new PooledInvoker(Clock.systemUTC(), System::nanoTime, new Random(1));

    @ParameterizedTest
    @ValueSource(strings = {"traps", "exceptions", "runaway", "control-flow", "lines-O0", "lines-O2"})
    void compiledAndInterpretedCodeAreAtTheSamePlace(String guest) {
        GuestModule compiled = load(new JvmBytecode(), CodeCache.NONE, guest);
        GuestModule interpreted = load(new Interpreter(), CodeCache.NONE, guest);
        compiled.info().exports().stream().filter(export -> export.handler()).forEach(export ->
                assertThat(where(compiled, export.name())).as(export.name()).isEqualTo(where(interpreted, export.name())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"traps", "exceptions", "tail-in-try", "arrays", "structs", "function-references", "control-flow", "command",
        "block-parameters", "element-objects", "global-array", "small-integers", "second-memory", "gate-loops", "tail-frames"})
    void eachMethodSaysWhereInItsFunctionAFrameIs(String guest) {
        byte[] wasm = Guests.wasm(guest);
        int imported = Parser.parse(wasm).importSection().count(ExternalType.FUNCTION);
        assertThat(new JvmBytecode().compile(FuelPass.meter(wasm), imported, Set.of(), Work.UNBOUNDED).unplaced()).isEmpty();
    }

    @Test
    void whatWasCompiledBeforeARestartSaysTheSame(@TempDir Path folder) throws IOException {
        String before = where(load(new JvmBytecode(), cache(folder), "lines-O2"), "divide");
        GuestModule after = load(new JvmBytecode(), cache(folder), "lines-O2");
        assertThat(after.code().cached()).isTrue();
        assertThat(where(after, "divide")).isEqualTo(before).isEqualTo(" at inner (lines.c:9) <- divide (lines.c:20)");
    }

    private static CodeCache cache(Path folder) throws IOException {
        return FolderCache.open(folder.resolve("compiled"), HostKey.open(folder.resolve("key"), new SecureRandom()), Bytes.ofMiB(64),
                Clock.systemUTC());
    }

    private GuestModule load(Backend backend, CodeCache cache, String guest) {
        try {
            return new WasmEngine(EngineOptions.DEFAULT.with(backend), cache, pools, Clock.systemUTC(), System::nanoTime, new Random(7))
                    .load(EngineFixture.PLUGIN, Guests.wasm(guest), EngineFixture.NOTHING_GRANTED, GuestConfig.of(Map.of()), Instances.CLEAN);
        } catch (ModuleRefusedException refused) {
            throw new AssertionError(refused);
        }
    }

    /** The frames of how it ends, or nothing where it ends well. */
    private String where(GuestModule guest, String handler) {
        var limits = EngineFixture.limits(200_000, 8 << 20, Duration.ofSeconds(60));
        Outcome outcome = invoker.invoke(guest, handler, new byte[0], Profile.of(Profile.Kind.FILTER, limits));
        if (outcome instanceof Outcome.Tripped tripped) {
            return " at " + String.join(" <- ", tripped.trip().stack());
        }
        String message = outcome instanceof Outcome.Failed failed ? failed.message() : "";
        return message.substring(Math.max(0, message.lastIndexOf(" at ")));
    }
}
