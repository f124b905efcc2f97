package dev.tollgate.bridge.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.lifecycle.ActivePlugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one discovery call registers. It belongs to the thread of the call. */
final class Discovery {
    private final ActivePlugin plugin;
    private final Map<String, JobContract> registered = new LinkedHashMap<>();

    Discovery(ActivePlugin plugin) {
        this.plugin = plugin;
    }

    ActivePlugin plugin() {
        return plugin;
    }

    /** Whether its module has such a handler. */
    static boolean runs(ActivePlugin plugin, String handler) {
        return plugin.module().info().export(handler).filter(ModuleInfo.Export::handler).isPresent();
    }

    void register(JobContract contract) throws GateException {
        String name = contract.name();
        if (!runs(plugin, contract.handler())) {
            throw new GateException(Errno.EINVAL, "schedule " + name + ": the module exports no handler '"
                    + PlainText.of(contract.handler()) + "' of its own");
        }
        if (plugin.manifest().schedule(name).isPresent()) {
            throw new GateException(Errno.ECONFLICT, "the manifest declares the schedule " + name);
        }
        if (registered.containsKey(name)) {
            throw new GateException(Errno.ECONFLICT, "the schedule " + name + " was registered in this call already");
        }
        if (plugin.manifest().schedules().size() + registered.size() >= PluginSchedules.MOST) {
            throw new GateException(Errno.EQUOTA, "a plugin has at most " + PluginSchedules.MOST + " schedules, those of its manifest included");
        }
        registered.put(name, contract);
    }

    List<JobContract> registered() {
        return new ArrayList<>(registered.values());
    }
}
