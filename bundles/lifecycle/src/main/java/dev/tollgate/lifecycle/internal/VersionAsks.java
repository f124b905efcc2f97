package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.manifest.Manifest;
import java.util.Set;

/**
 * What a version asks for.
 *
 * @param imports the gates that its module imports functions of
 */
record VersionAsks(Manifest manifest, Set<GateName> imports) {
    boolean asksFor(String capability) {
        return manifest.asksFor(capability);
    }

    String scope(String capability) {
        return manifest.scope(capability).toString();
    }
}
