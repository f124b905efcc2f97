package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.lifecycle.internal.gate.Gates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what a module imports and exports with what its manifest says. */
final class ModuleCheck {
    /** The host's own functions, which need no grant. */
    private static final String HOST = "tollgate:host@1";

    private final Gates gates;

    ModuleCheck(Gates gates) {
        this.gates = gates;
    }

    /** Everything that does not fit; empty where all does. */
    List<String> mismatches(Manifest manifest, ModuleInfo module) {
        List<String> mismatches = new ArrayList<>();
        handlers(manifest, module, mismatches);
        for (ModuleInfo.Import imported : module.imports()) {
            gate(imported).ifPresent(gate -> gate(manifest, gate, imported, mismatches));
        }
        return mismatches;
    }

    /** The gates that a module imports functions of. */
    static Set<GateName> gates(ModuleInfo module) {
        return module.imports().stream().flatMap(imported -> gate(imported).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<GateName> gate(ModuleInfo.Import imported) {
        return GateName.parse(imported.module()).filter(gate -> !imported.module().equals(HOST));
    }

    private static void handlers(Manifest manifest, ModuleInfo module, List<String> mismatches) {
        manifest.handlers().forEach((pointer, handler) -> handler(pointer, handler, module, mismatches));
    }

    private static void handler(String pointer, String handler, ModuleInfo module, List<String> mismatches) {
        Optional<ModuleInfo.Export> export = module.export(handler);
        if (export.isEmpty()) {
            mismatches.add("plugin.yaml " + pointer + ": the module exports no function '" + handler
                    + "' of its own; it exports " + module.exports().stream().filter(ModuleInfo.Export::handler)
                    .map(ModuleInfo.Export::name).map(PlainText::of).toList());
        } else if (!export.get().handler()) {
            mismatches.add("plugin.yaml " + pointer + ": the export '" + handler + "' has type " + export.get().type()
                    + "; a handler has type ()->i32");
        }
    }

    private void gate(Manifest manifest, GateName gate, ModuleInfo.Import imported, List<String> mismatches) {
        if (!manifest.asksFor(gate.capability())) {
            mismatches.add("module imports " + imported + ", which plugin.yaml does not ask for: add '" + gate.capability()
                    + "' to /capabilities");
            return;
        }
        // A gate without a provider is taken as it comes: the plugin waits for one, and the type is checked at the call.
        gates.contract(gate).ifPresent(contract -> {
            Optional<GateContract.Function> function = contract.function(imported.name());
            if (function.isEmpty()) {
                mismatches.add("module imports " + imported + ", which nobody offers; " + gate + " has "
                        + contract.functions().stream().sorted().toList());
            } else if (!function.get().type().equals(imported.type())) {
                mismatches.add("module imports " + imported + " with type " + imported.type() + "; its type is "
                        + function.get().type());
            }
        });
    }
}
