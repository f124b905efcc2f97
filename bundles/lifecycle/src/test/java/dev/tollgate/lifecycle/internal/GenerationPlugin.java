package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A plugin that answers with the configuration that its instance found when it was made. */
final class GenerationPlugin {
    static final String SLUG = "probe";
    private static final byte[] NOTHING = new byte[0];

    private final Server server;

    GenerationPlugin(Server server) {
        this.server = server;
    }

    /** Each handler is a filter of its name. */
    static TestPackage version(String version) {
        TestPackage made = TestPackage.of(SLUG, version, "generation").asks("queue: {}").job("text", 0).job("gate", 0);
        for (String handler : new String[] {"text", "gate", "gates", "spin", "count"}) {
            made.filter(handler, handler);
        }
        return made;
    }

    /** The same with a service. */
    static byte[] withService(String version) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("plugin.yaml", (version(version).manifest() + "service: { start: text, stop: text, ingress: [ { name: in, handler: count } ] }\n")
                .getBytes(UTF_8));
        entries.put("plugin.wasm", Guests.wasm("generation"));
        return TestPackage.zip(entries);
    }

    PluginId install(TestPackage content) {
        return install(content.build());
    }

    PluginId install(byte[] content) {
        PluginId id = server.install(content);
        server.plugins.grant(id, "queue", "test");
        return id;
    }

    PluginId active(TestPackage content) {
        PluginId id = install(content);
        activate(id);
        return id;
    }

    void activate(PluginId id) {
        server.plugins.activate(SLUG, Optional.of(id.version()), "test");
    }

    LoadedPlugin generation() {
        return server.plugins.states().loaded().get(SLUG).orElseThrow();
    }

    /** What the plugin's filter answers; empty also where it is not called. */
    String filter(String hook) {
        return new String(server.hooks.filter(hook, NOTHING).value(), UTF_8);
    }
}
