package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.PluginData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gate with a scope and data of its own; what becomes of the data is taken down. */
public final class Kv implements Capability, KvGate, PluginData {
    public final List<String> data = new ArrayList<>();
    public boolean unfit;
    boolean stuck;
    Runnable preparing = () -> { };

    @Override
    public String get(GateCall call, String key) {
        return key;
    }

    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) throws GateException {
        if (unfit) {
            throw new GateException(Errno.EINTERNAL, "its data is of another kind");
        }
        preparing.run();
        data.add("prepare " + plugin.version() + " " + files.keySet());
    }

    @Override
    public void forget(String slug) {
        if (stuck) {
            throw new IllegalStateException("the disk is gone");
        }
        data.add("forget " + slug);
    }
}
