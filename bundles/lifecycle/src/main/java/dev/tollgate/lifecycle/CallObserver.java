package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Profile;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Sees each call of a plugin on this node: metrics, traces. A whiteboard service; whoever comes sees the calls that begin from then on. */
@ConsumerType
public interface CallObserver {
    /** A plugin is to be called, on this thread, which it holds up: it neither waits nor throws. */
    ObservedCall begins(PluginId plugin, String handler, Profile.Kind kind);

    /**
     * The same, of a call that was asked for elsewhere.
     *
     * @param parent the {@code traceparent} under which it was, of W3C Trace Context and well-formed; empty where nobody traced
     */
    default ObservedCall begins(PluginId plugin, String handler, Profile.Kind kind, Optional<String> parent) {
        return begins(plugin, handler, kind);
    }
}
