package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.PluginData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What guests say at the queue gate when their handlers are called: it outlasts every node. */
final class Journal {
    private final List<String> lines = new ArrayList<>();

    @Gate(name = "queue")
    public interface QueueGate {
        @GateFunction("enqueue")
        String enqueue(GateCall call, String type, byte[] payload, String options) throws GateException;
    }

    @Gate(name = "config")
    public interface ConfigGate {
        @GateFunction("get")
        String get(GateCall call, String key) throws GateException;
    }

    @Gate(name = "secrets")
    public interface SecretsGate {
        @GateFunction("get")
        String get(GateCall call, String key) throws GateException;
    }

    private record Queue(List<String> lines) implements Capability, QueueGate {
        @Override
        public String enqueue(GateCall call, String type, byte[] payload, String options) {
            lines.add(line(call.plugin(), type));
            return "id";
        }
    }

    /** Keeps nothing, and so forgets at once. */
    private static final class Data implements Capability, ConfigGate, PluginData {
        @Override
        public String get(GateCall call, String key) {
            return key;
        }

        @Override
        public void prepare(PluginId plugin, Map<String, byte[]> files) {
            // It fits every version.
        }

        @Override
        public void forget(String slug) {
            // There is nothing.
        }
    }

    private static final class Secrets implements Capability, SecretsGate, PluginData {
        @Override
        public String get(GateCall call, String key) {
            return key;
        }

        @Override
        public void prepare(PluginId plugin, Map<String, byte[]> files) {
            // It fits every version.
        }

        @Override
        public void forget(String slug) {
            // There is nothing.
        }
    }

    Capability queue() {
        return new Queue(lines);
    }

    static List<Capability> data() {
        return List.of(new Data(), new Secrets());
    }

    static String line(PluginId plugin, String call) {
        return plugin.slug() + " " + plugin.version() + " " + plugin.digest().brief() + " " + call;
    }

    /** What was said since the last time. */
    List<String> take() {
        List<String> all = List.copyOf(lines);
        lines.clear();
        return all;
    }
}
