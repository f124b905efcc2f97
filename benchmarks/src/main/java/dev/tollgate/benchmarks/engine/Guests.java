package dev.tollgate.benchmarks.engine;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.engine.Engine;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.Pools;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The engine as the server makes it, and modules to load into it. */
final class Guests {
    private static final byte[] NOTHING = new byte[0];

    private final Path folder;
    private final Engine engine = new WasmEngine(new Pools(Bytes.ofMiB(512), Duration.ofMinutes(1), System::nanoTime));
    private final Invoker invoker = new PooledInvoker();

    Guests(Path folder) {
        this.folder = folder;
    }

    byte[] wasm(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name + ".wasm"));
    }

    GuestModule load(byte[] wasm) throws ModuleRefusedException {
        return engine.load(new PluginId("bench", "1.0.0", Digest.of(wasm)), wasm, (gate, patience) -> {
            throw new GateException(Errno.EPERM, "not granted");
        }, GuestConfig.NONE, Instances.CLEAN);
    }

    Outcome call(GuestModule module, String handler, Duration deadline) {
        Limits limits = Limits.HOOK.with(new Fuel(1L << 50), Bytes.ofMiB(64), deadline);
        return invoker.invoke(module, handler, NOTHING, Profile.of(Profile.Kind.JOB, limits));
    }
}
