package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.Optional;

/**
 * A version in the catalogue.
 *
 * @param signer whose signature its package has
 * @param place  what it is for its plugin now
 */
public record VersionView(PluginId id, Instant installedAt, String installedBy, Optional<Signer> signer, Place place) {
    /** What a version is for its plugin. */
    public enum Place {
        /** The one that is active, or was last. */
        CURRENT,
        /** The one that a rollback goes back to. */
        PREVIOUS,
        /** In the catalogue, and nothing else. */
        KEPT
    }
}
