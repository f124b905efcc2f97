package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.LifecycleTask.Move;
import dev.tollgate.lifecycle.spi.StoredPlugin;

/** What has to be so before a version is activated; looked at when it is asked for, and again when it is done. */
record ActivationRules(VersionChoice choice, BreakerRegistry breakers, PluginLibrary library, Dependencies dependencies) {
    /** @throws PluginException where it cannot be activated, whatever it does itself */
    void require(StoredPlugin before, PluginId id, Move move) {
        choice.require(move, before, id);
        breakers.out(id.slug()).ifPresent(reason -> {
            throw new PluginException(id.slug() + " cannot be activated, " + reason + ": reset it first");
        });
        library.capabilities().requireDecided(id);
        Manifest manifest = library.versions().manifest(id);
        library.dependencies().circle(id, manifest).ifPresent(circle -> {
            throw new PluginException(id + " cannot be activated: " + circle);
        });
        dependencies.require(id, manifest);
    }
}
