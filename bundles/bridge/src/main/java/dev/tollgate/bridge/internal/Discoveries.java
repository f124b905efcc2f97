package dev.tollgate.bridge.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.Profile.Kind;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginCalls;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Makes discovery calls, and knows which one a gate call belongs to. A gate is called on the thread of the invocation, and no
 * plugin is called out of a gate on that thread, so the thread tells them apart: the name of a handler would not, since a hook
 * or a job can name the same one.
 */
final class Discoveries {
    private static final byte[] NOTHING = new byte[0];

    private final PluginCalls calls;
    private final ThreadLocal<Discovery> present = new ThreadLocal<>();

    Discoveries(PluginCalls calls) {
        this.calls = calls;
    }

    /** @param wanted whether what it registers still counts */
    CallResult call(Discovery discovery, String handler, BooleanSupplier wanted) {
        present.set(discovery);
        try {
            return calls.call(discovery.plugin(), handler, NOTHING,
                    new Profile(Kind.DISCOVERY, discovery.plugin().jobLimits(), Map.of(), wanted));
        } finally {
            present.remove();
        }
    }

    /** The discovery call of this plugin that this thread is in. */
    Discovery of(PluginId plugin) throws GateException {
        Discovery discovery = present.get();
        if (discovery == null || !discovery.plugin().id().equals(plugin)) {
            throw new GateException(Errno.EPERM, plugin + " registers schedules in its discovery call only, by the handler that"
                    + " lifecycle.on_discover in its manifest names");
        }
        return discovery;
    }
}
