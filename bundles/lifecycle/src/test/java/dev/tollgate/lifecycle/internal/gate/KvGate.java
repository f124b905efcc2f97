package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.Scope;
import java.util.Set;

/** A gate that may be called three times a minute, as far as its scope says. */
@Gate(name = "kv", scope = KvGate.KvScope.class, perMinute = 3)
public interface KvGate {
    @GateFunction("get")
    String get(GateCall call, String key) throws GateException;

    /** @param keys those that may be read; @param mostBytes of them */
    record KvScope(Set<String> keys, long mostBytes) implements Scope<KvScope> {
        public KvScope {
            if (keys == null || keys.isEmpty()) {
                throw new IllegalArgumentException("keys names at least one key");
            }
        }

        @Override
        public boolean covers(KvScope narrower) {
            return keys.containsAll(narrower.keys) && narrower.mostBytes <= mostBytes;
        }
    }
}
