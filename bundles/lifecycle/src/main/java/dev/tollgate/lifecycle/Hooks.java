package dev.tollgate.lifecycle;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls the plugins that listen to a hook, by priority (smaller first), then by slug. A handler that trips, fails or is
 * skipped is neutral: the next one goes on with what there was. The whole chain has a deadline.
 */
@ProviderType
public interface Hooks {
    /** Passes a value through every filter of that name. */
    HookResult filter(String hook, byte[] value);

    /** Tells every action of that name; what they write is not passed on. */
    HookResult action(String hook, byte[] payload);
}
