package dev.tollgate.lifecycle;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told that something became of a plugin on this node; a whiteboard service. It is told that, not what: it asks {@link Plugins}
 * how the plugin stands, and so it does not matter if two changes are told as one, or one twice. A listener that comes is told
 * of every plugin.
 */
@ConsumerType
public interface PluginListener {
    /**
     * A version was loaded or is no longer, or the plugin was removed. Nothing is told when the host stops. Called soon after
     * the change, by one thread for all plugins: what takes long is done on another one.
     */
    void changed(String slug);
}
