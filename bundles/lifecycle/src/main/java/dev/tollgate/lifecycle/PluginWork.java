package dev.tollgate.lifecycle;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Work of plugins that is kept outside of them, queued or scheduled. Whoever keeps some registers this as an OSGi service: a
 * plugin goes when its work is gone. Every method may be called again after a crash, and changes nothing then.
 */
@ConsumerType
public interface PluginWork {
    /** The plugin is about to become active for the first time since it was installed: work of it is taken in. */
    void open(String slug);

    /** The plugin is being removed: from the return on nothing is taken in, and what waited or was to come is gone. */
    void close(String slug, String by);

    /** Whether any of it is being done now, on any node. */
    boolean running(String slug);
}
