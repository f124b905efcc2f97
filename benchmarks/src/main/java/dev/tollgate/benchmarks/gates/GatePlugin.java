package dev.tollgate.benchmarks.gates;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.Plugins;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** The plugin that calls gates: it asks for them, was granted them and is active; and its hooks. */
final class GatePlugin {
    static final String GUEST = "gate-loops";

    private static final String SLUG = "bench-gates";
    private static final String BY = "bench";
    private static final List<String> HANDLERS = List.of("now_ms", "noop", "kv_get", "kv_set", "db_query", "mark");

    private final Hooks hooks;

    private GatePlugin(Hooks hooks) {
        this.hooks = hooks;
    }

    static GatePlugin active(Plugins plugins, Grants grants, Hooks hooks) throws InstallException {
        TestPackage made = TestPackage.of(SLUG, "1.0.0", GUEST).asks("noop: {}").asks("kv: {}").asks("db: {}")
                .server("invocation_timeout_ms: 5000");
        HANDLERS.forEach(handler -> made.filter(hook(handler), handler));
        PluginId plugin = plugins.install(made.build(), BY);
        for (String capability : List.of("noop", "kv", "db")) {
            grants.grant(plugin, capability, BY);
        }
        plugins.activate(SLUG, Optional.empty(), BY);
        return new GatePlugin(hooks);
    }

    /** A handler calls its gate so often. */
    void call(String handler, int times) {
        HookResult result = hooks.filter(hook(handler), times(times));
        HandlerReport report = result.reports().get(0);
        if (report.ending() != HandlerReport.Ending.COMPLETED) {
            throw new IllegalStateException(handler + " " + report.ending() + ": " + report.detail());
        }
    }

    /** One call with this number; whether the guest got an answer that is no error. */
    boolean mark(long serial) {
        byte[] input = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(serial).array();
        HookResult result = hooks.filter(hook("mark"), input);
        return result.reports().get(0).ending() == HandlerReport.Ending.COMPLETED
                && ByteBuffer.wrap(result.value()).order(ByteOrder.LITTLE_ENDIAN).getLong() >= 0;
    }

    static byte[] times(int times) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(times).array();
    }

    private static String hook(String handler) {
        return SLUG + "." + handler;
    }
}
