package dev.tollgate.bridge.internal;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.lifecycle.ActivePlugin;
import java.util.Optional;

/**
 * The handler that a job calls. An enqueued job's is the one that the manifest names for its type, while the plugin holds the
 * queue; a scheduled one's is named by its schedule, which needs no capability where it stands in the manifest.
 *
 * @param refusal why the job is not run
 */
record JobTarget(String handler, Optional<String> refusal) {
    static JobTarget of(ActivePlugin plugin, PluginTaskPayload payload) {
        return payload.schedule().map(name -> scheduled(plugin, name, payload.handler())).orElseGet(() -> enqueued(plugin, payload.type()));
    }

    private static JobTarget scheduled(ActivePlugin plugin, String name, String handler) {
        return plugin.manifest().schedule(name).isPresent() ? new JobTarget(handler, Optional.empty()) : held(plugin, "jobs", handler);
    }

    private static JobTarget enqueued(ActivePlugin plugin, String type) {
        Optional<Manifest.Job> declared = plugin.manifest().job(type);
        return declared.isEmpty() ? new JobTarget("", Optional.of(plugin.id() + " declares no job type '" + type + "'"))
                : held(plugin, "queue", declared.get().handler());
    }

    private static JobTarget held(ActivePlugin plugin, String capability, String handler) {
        return new JobTarget(handler, plugin.holds(capability) ? Optional.empty()
                : Optional.of(plugin.id() + " no longer holds the capability " + capability + ": grant it, then replay the job"));
    }
}
