package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Profile;
import org.osgi.annotation.versioning.ConsumerType;

/** Sees each call of a plugin on this node: metrics, traces. A whiteboard service; whoever comes sees the calls that begin from then on. */
@ConsumerType
public interface CallObserver {
    /** A plugin is to be called, on this thread, which it holds up: it neither waits nor throws. */
    ObservedCall begins(PluginId plugin, String handler, Profile.Kind kind);
}
