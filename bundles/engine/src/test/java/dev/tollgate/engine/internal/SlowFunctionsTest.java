package dev.tollgate.engine.internal;

import java.time.Duration;
import dev.tollgate.limits.Bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.backend.Interpreter;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.cache.CodeCache;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Functions that are slow because they are large do not stay a secret. */
class SlowFunctionsTest {
    private static final Pools POOLS = new Pools(Bytes.ofMiB(512), Duration.ofMinutes(1), System::nanoTime);

    private static final byte[] WASM = LargeFunctions.module(1, LargeFunctions.TOO_LARGE, LargeFunctions.HUGE, LargeFunctions.TOO_LARGE);

    @Test
    void functionsTooLargeForTheJvmAreInterpretedAndNamed() throws Exception {
        GuestModule module = load(engine(true), WASM);
        assertThat(module.code().backend()).isEqualTo("compiled");
        assertThat(module.code().interpreted()).isEqualTo(new CodeInfo.Functions(2, List.of("f1", "f3")));
        PooledInvoker invoker = new PooledInvoker();
        for (String handler : new String[] {"f0", "f1", "f2", "f3"}) {
            assertThat(invoker.invoke(module, handler, new byte[0], Profile.of(Profile.Kind.JOB, EngineFixture.UNHURRIED)))
                    .as(handler).isInstanceOf(Outcome.Completed.class);
        }
    }

    @Test
    void aFunctionCostsTheSameWhetherItIsInterpretedOrNot() throws Exception {
        PooledInvoker invoker = new PooledInvoker();
        GuestModule compiled = load(engine(true), WASM);
        GuestModule interpreted = load(new WasmEngine(EngineOptions.DEFAULT.with(new Interpreter()),
                CodeCache.NONE, POOLS, Clock.systemUTC(), System::nanoTime, new Random(1)), WASM);
        Profile profile = Profile.of(Profile.Kind.JOB, EngineFixture.UNHURRIED);
        assertThat(invoker.invoke(compiled, "f1", new byte[0], profile).usage().fuel())
                .isEqualTo(invoker.invoke(interpreted, "f1", new byte[0], profile).usage().fuel());
    }

    /** A09: what the JVM cannot take is refused where an operator does not want it slow. */
    @Test
    void a09AModuleWithSuchFunctionsIsRefusedWhereTheFallbackIsForbidden() {
        assertThatThrownBy(() -> engine(false).compile(WASM)).isInstanceOf(ModuleRefusedException.class)
                .hasMessageContaining("f1, f3").hasMessageContaining("dev.tollgate.engine");
        assertThatThrownBy(() -> load(engine(false), WASM)).isInstanceOf(ModuleRefusedException.class);
    }

    @Test
    void functionsThatTheJitLeavesAloneAreNamedWhereItDoes() throws Exception {
        CompiledModule module = new ModuleCompiler(new JvmBytecode()).compile(WASM, bytes -> { });
        Program program = Program.of(module, new JvmBytecode());
        assertThat(new SlowFunctions(EngineOptions.DEFAULT, true).info(program, false).huge()).hasToString("f2");
        assertThat(new SlowFunctions(EngineOptions.DEFAULT, false).info(program, false).huge().count()).isZero();
    }

    @Test
    void longListsOfThemAreCutAndCounted() {
        assertThat(new CodeInfo.Functions(40, List.of("a", "b"))).hasToString("a, b and 38 more");
    }

    private static WasmEngine engine(boolean fallback) {
        EngineOptions options = new EngineOptions(new JvmBytecode(), fallback, EngineOptions.DEFAULT.bounds(), EngineOptions.DEFAULT.warmUp());
        return new WasmEngine(options, CodeCache.NONE, POOLS, Clock.systemUTC(), System::nanoTime, new Random(1));
    }

    private static GuestModule load(WasmEngine engine, byte[] wasm) throws ModuleRefusedException {
        return engine.load(EngineFixture.PLUGIN, wasm, EngineFixture.NOTHING_GRANTED, GuestConfig.NONE, Instances.CLEAN);
    }
}
