package dev.tollgate.engine;

import org.osgi.annotation.versioning.ProviderType;

/** The one way into a guest. */
@ProviderType
public interface Invoker {
    /**
     * Calls a handler on an instance that nobody else uses, under the limits of the profile. Runs on the caller's thread
     * and always returns: what goes wrong in the guest is an {@link Outcome}, never an exception.
     */
    Outcome invoke(GuestModule plugin, String handler, byte[] input, Profile profile);
}
