package dev.tollgate.engine.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.Compilations;
import dev.tollgate.engine.Engine;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.engine.internal.compile.CompileSlots;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.TokenBucket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Admits, meters, compiles and loads modules. */
@Component(service = {Engine.class, Compilations.class}, configurationPid = EngineSettings.PID)
@Designate(ocd = EngineSettings.class)
public final class WasmEngine implements Engine, Compilations {
    private static final int LOG_LINES_PER_MINUTE = 600;
    private static final int LOG_BURST = 60;

    private final EngineOptions options;
    private final CompiledModules modules;
    private final SlowFunctions slow;
    private final WarmUp warmUp;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Pools pools;
    private final Programs programs = new Programs();

    @Activate
    public WasmEngine(BundleContext context, EngineSettings settings, @Reference Pools pools) {
        this(EngineOptions.of(settings), EngineFolder.cache(settings, context::getProperty, Clock.systemUTC()), pools,
                Clock.systemUTC(), System::nanoTime, new SecureRandom());
    }

    /** An engine that keeps what it compiled in memory. */
    public WasmEngine(Pools pools) {
        this(EngineOptions.DEFAULT, EngineFolder.inMemory(), pools, Clock.systemUTC(), System::nanoTime, new SecureRandom());
    }

    WasmEngine(EngineOptions options, CodeCache cache, Pools pools, Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.options = options;
        this.modules = new CompiledModules(new ModuleCompiler(options.backend()), new CompileSlots(options.bounds()), cache, nanoTime);
        this.slow = new SlowFunctions(options, HotSpotFlags.leavesHugeMethods());
        this.warmUp = new WarmUp(new PooledInvoker(clock, nanoTime, random), options.warmUp(), nanoTime);
        this.pools = pools;
        this.random = random;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public ModuleInfo inspect(byte[] wasm) throws ModuleRefusedException {
        // What is in use was admitted, and reading it again takes longer than all the rest of a reload.
        Optional<Program> inUse = programs.find(Digest.of(wasm));
        return inUse.isPresent() ? inUse.get().admitted().info() : Admission.admit(wasm).info();
    }

    @Override
    public void compile(byte[] wasm) throws ModuleRefusedException {
        program(Digest.of(wasm), modules.get(wasm).module());
    }

    @Override
    public GuestModule load(PluginId plugin, byte[] wasm, Gatekeeper gatekeeper, GuestConfig config, Instances instances)
            throws ModuleRefusedException {
        Digest digest = Digest.of(wasm);
        Optional<Program> inUse = programs.find(digest);
        boolean cached = true;
        if (inUse.isEmpty()) {
            CompiledModules.Found found = modules.get(wasm);
            cached = found.cached();
            inUse = Optional.of(program(digest, found.module()));
        }
        Program program = inUse.get();
        CodeInfo code = slow.info(program, cached);
        slow.log(plugin, code);
        HostFunctions host = new HostFunctions(plugin.slug(), config, clock,
                new TokenBucket(LOG_LINES_PER_MINUTE, LOG_BURST, nanoTime));
        Imports imports = new Imports(program, host, new Wasi(plugin.slug(), config, clock, random),
                new GateGlue(plugin, gatekeeper, pools.deadlines()), nanoTime);
        return new LoadedModule(plugin, program, imports, code, instances, pools);
    }

    private Program program(Digest wasm, CompiledModule module) throws ModuleRefusedException {
        Program program = programs.of(wasm, () -> Program.of(module, options.backend()));
        slow.check(program);
        return program;
    }

    @Override
    public Counts counts() {
        return modules.counts();
    }

    @Override
    public void warmUp(GuestModule module, Map<String, Limits> handlers) {
        warmUp.run((LoadedModule) module, handlers);
    }
}
