package dev.tollgate.abi.settings;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told that something else is set for a plugin, by whoever and on whichever node; a whiteboard service. */
@ConsumerType
public interface ConfigListener {
    /**
     * {@link ConfigValues} has, or had for a moment, other values for it. Called soon after the change, by who made it or by a thread
     * that looks for others' changes, so it returns at once. One that comes is told of what was changed since the host started.
     */
    void changed(String slug);
}
