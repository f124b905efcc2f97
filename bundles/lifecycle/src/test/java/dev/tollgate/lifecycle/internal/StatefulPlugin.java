package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import java.util.Optional;

/** A plugin with handlers of its own state, as tests use it. */
final class StatefulPlugin {
    static final String SLUG = "probe";

    private StatefulPlugin() {
    }

    /** Version 1.0.0 with handlers that succeed. */
    static TestPackage first() {
        return version("1.0.0", "up", "down", "gone");
    }

    static TestPackage version(String version, String up, String down, String gone) {
        return TestPackage.of(SLUG, version, "lifecycle").asks("queue: {}").filter("hook", "hook")
                .lifecycle("on_activate: " + up).lifecycle("on_deactivate: " + down).lifecycle("on_uninstall: " + gone);
    }

    /** Installed and decided about. */
    static PluginId granted(Server server, TestPackage content) {
        PluginId id = server.install(content.build());
        server.plugins.grant(id, "queue", "test");
        return id;
    }

    static PluginView activate(Server server, String version) {
        return server.plugins.activate(SLUG, Optional.of(version), "test");
    }

    static PluginState state(Server server) {
        return server.store.find(SLUG).orElseThrow().state();
    }

    static String serving(Server server) {
        return server.plugins.active(SLUG).map(plugin -> plugin.id().version()).orElse("none");
    }
}
