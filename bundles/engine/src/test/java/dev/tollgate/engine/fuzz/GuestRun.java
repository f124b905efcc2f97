package dev.tollgate.engine.fuzz;

import com.dylibso.chicory.runtime.Instance;
import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Ending;
import dev.tollgate.engine.harness.GuestEngine;
import dev.tollgate.engine.harness.GuestStore;
import java.util.ArrayList;
import java.util.List;

/** A generated module on one engine, with all that can be seen of it from outside. */
final class GuestRun {
    private static final int PAGE = 1 << 16;

    private final GeneratedModule module;
    private final GuestStore store;
    private final List<String> hostCalls = new ArrayList<>();
    private Instance instance;

    GuestRun(GeneratedModule module, GuestEngine engine, Allowance allowance) {
        this.module = module;
        store = engine.store(allowance);
        for (int i = 0; i < module.imports().size(); i++) {
            String name = Integer.toString(i);
            Signature signature = module.imports().get(i);
            store.offer("host", name, signature.engineType(), (caller, arguments) -> answer(name, signature, arguments));
        }
    }

    /** Notes what the guest asked, and answers something that depends on it. */
    private long[] answer(String name, Signature signature, long[] arguments) {
        long hash = name.hashCode();
        for (int i = 0; i < signature.parameters().size(); i++) {
            hash = hash * 31 + signature.parameters().get(i).canonical(arguments[i]);
        }
        hostCalls.add(name + ":" + hash);
        long[] results = new long[signature.results().size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = signature.results().get(i).canonical(hash % 1_000 + i);
        }
        return results;
    }

    Ending instantiate() {
        return Ending.of(() -> {
            instance = store.instantiate(module.wasm());
            return null;
        });
    }

    Ending call(GeneratedModule.Call call) {
        return Ending.of(() -> store.call(instance, call.export(), call.arguments()));
    }

    boolean exists() {
        return instance != null;
    }

    long fuel() {
        return store.fuel();
    }

    List<String> hostCalls() {
        return hostCalls;
    }

    long[] globals() {
        long[] values = new long[module.globals().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = module.globals().get(i).canonical(instance.exports().global("g" + i).getValue());
        }
        return values;
    }

    byte[] memory() {
        return module.memory() ? instance.memory().readBytes(0, instance.memory().pages() * PAGE) : new byte[0];
    }
}
