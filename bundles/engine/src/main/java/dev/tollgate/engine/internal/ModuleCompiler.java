package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.Version;
import dev.tollgate.abi.Digest;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Classes;
import dev.tollgate.engine.internal.backend.Work;
import dev.tollgate.engine.internal.cache.CodeKey;
import dev.tollgate.engine.internal.cache.Fingerprint;
import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import dev.tollgate.engine.internal.metering.Shell;
import dev.tollgate.engine.internal.source.Places;
import dev.tollgate.engine.internal.source.SourceLines;

/** Makes of a module all that can be made of it before it is loaded: admitted, metered, compiled. */
final class ModuleCompiler {
    private static final String ENGINE = "chicory " + Version.version();

    private final Backend backend;
    private final Digest made;

    ModuleCompiler(Backend backend) {
        this.backend = backend;
        this.made = Fingerprint.of(ModuleCompiler.class, backend.getClass(), CompiledModuleFormat.class);
    }

    CodeKey key(Digest module) {
        return CodeKey.of(module, ENGINE, FuelSchedule.VERSION, made, backend.name());
    }

    CompiledModule compile(byte[] wasm, Work work) throws ModuleRefusedException {
        Admission.Admitted admitted = Admission.admit(wasm);
        work.made(0);
        FuelPass.Metered rewritten = FuelPass.meter(wasm);
        int imported = admitted.info().imports().size();
        Classes classes = backend.compile(rewritten, imported, admitted.large(), work);
        byte[] shell = Shell.of(rewritten.wasm(), body -> backend.reads(imported + body, classes));
        Places places = Places.of(rewritten.sites(), SourceLines.of(wasm), body -> !classes.unplaced().contains(imported + body),
                body -> backend.reads(imported + body, classes));
        return new CompiledModule(admitted, rewritten.start(), rewritten.entry(), shell, classes, places);
    }
}
