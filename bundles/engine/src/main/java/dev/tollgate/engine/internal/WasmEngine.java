package dev.tollgate.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.Engine;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.limits.TokenBucket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Admits, meters and compiles modules. */
@Component(service = Engine.class)
public final class WasmEngine implements Engine {
    private static final int LOG_LINES_PER_MINUTE = 600;
    private static final int LOG_BURST = 60;

    private final Backend backend;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Pools pools;
    private final Programs programs = new Programs();
    private final ObjectMapper json = JsonMapper.builder().build();

    @Activate
    public WasmEngine(@Reference Pools pools) {
        this(new JvmBytecode(), pools, Clock.systemUTC(), System::nanoTime, new SecureRandom());
    }

    WasmEngine(Backend backend, Pools pools, Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.backend = backend;
        this.pools = pools;
        this.random = random;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public ModuleInfo inspect(byte[] wasm) throws ModuleRefusedException {
        return Admission.admit(wasm).info();
    }

    @Override
    public GuestModule load(PluginId plugin, byte[] wasm, Gatekeeper gatekeeper, Map<String, JsonNode> config, Instances instances)
            throws ModuleRefusedException {
        Admission.Admitted admitted = Admission.admit(wasm);
        HostFunctions host = new HostFunctions(plugin.slug(), config, clock,
                new TokenBucket(LOG_LINES_PER_MINUTE, LOG_BURST, nanoTime));
        Imports imports = new Imports(admitted, host, new Wasi(plugin.slug(), config, clock, random),
                new GateGlue(plugin, gatekeeper, json, pools.deadlines()), nanoTime);
        return new LoadedModule(plugin, programs.of(wasm, () -> Program.of(wasm, admitted, backend)), imports, instances, pools);
    }
}
