package dev.tollgate.engine.internal;

import dev.tollgate.abi.PluginId;
import java.util.Arrays;
import org.slf4j.MDC;

/**
 * Names the invocation in every line that is logged on its thread until it is closed: the guest's own, the engine's, and those of the gates
 * that it calls. What the caller had named so stands there again afterwards, and nothing is left on a pooled thread.
 */
final class LogContext implements AutoCloseable {
    private static final String[] KEYS = {"tollgate.plugin", "tollgate.version", "tollgate.request"};

    private final String[] before;

    private LogContext(String... values) {
        before = Arrays.stream(KEYS).map(MDC::get).toArray(String[]::new);
        put(values);
    }

    static LogContext of(PluginId plugin, String request) {
        return new LogContext(plugin.slug(), plugin.version(), request);
    }

    @Override
    public void close() {
        put(before);
    }

    private static void put(String... values) {
        for (int i = 0; i < KEYS.length; i++) {
            if (values[i] == null) {
                MDC.remove(KEYS[i]);
            } else {
                MDC.put(KEYS[i], values[i]);
            }
        }
    }
}
