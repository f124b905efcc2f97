package dev.tollgate.itests;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.osgi.service.cm.ConfigurationAdmin;

/** Plugins that call every gate there is. */
public abstract class WithGates extends InFelix {
    static final long EPERM = -1;
    static final long EQUOTA = -2;
    static final long EINVAL = -3;
    static final long ENOENT = -5;
    static final long EUNAVAILABLE = -7;
    static final long ECONFLICT = -8;
    static final long ETOOBIG = -9;

    /** What is asked for of each gate. */
    static final Map<String, String> SCOPES = Map.of("kv", "max_bytes: 100000", "http", "hosts: [localhost], schemes: [http], ports: [1]",
            "db", "max_mb: 4", "config", "", "secrets", "names: [token]", "queue", "");

    /** One call of each gate that can be answered where it is open. */
    static final Map<String, GateScript> PROBES = Map.of("kv", new GateScript().call("kv.increment", "n", 1L),
            "http", new GateScript().call("http.request", "{\"method\":\"GET\",\"url\":\"http://localhost:1/\"}", ""),
            "db", new GateScript().call("db.query", "SELECT 7", "[]"), "config", new GateScript().call("config.list"),
            "secrets", new GateScript().call("secrets.get", "token"), "queue", new GateScript().call("queue.enqueue", "run", "", ""));

    @Inject
    ConfigurationAdmin configurations;

    /** A package that requires some gates; the others are optional. Its hook and its job do what their input says. */
    static TestPackage gates(String slug, String version, String... required) {
        TestPackage plugin = TestPackage.of(slug, version, "gates").filter(slug, "run").job("run", 0).job("loop", 0);
        SCOPES.forEach((capability, scope) -> plugin.asks(capability + ": { " + (scope.isEmpty() ? "" : scope + ", ") + "optional: "
                + !List.of(required).contains(capability) + " }"));
        return plugin;
    }

    /** Installs a plugin that holds these gates, and no others, and activates it. */
    PluginId holding(String slug, String... capabilities) throws Exception {
        PluginId id = plugins.install(gates(slug, "1.0.0", capabilities).build(), BY);
        for (String capability : capabilities) {
            grants.grant(id, capability, BY);
        }
        plugins.activate(slug, Optional.empty(), BY);
        return id;
    }

    List<GateScript.Answer> run(String slug, GateScript script) {
        return GateScript.answers(hooks.filter(slug, script.input()).value());
    }

    /** What one call came to. */
    GateScript.Answer one(String slug, GateScript script) {
        return run(slug, script).get(0);
    }

    void configure(String pid, Map<String, ?> values) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>(values);
        configurations.getConfiguration(pid, "?").update(properties);
    }
}
