package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.Signer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One immutable version of a plugin.
 *
 * @param signer whose signature its package had when it was installed; empty where it had none
 */
public record StoredVersion(PluginId id, Instant installedAt, String installedBy, Optional<Signer> signer) {
    public StoredVersion {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(installedAt, "installedAt");
        Objects.requireNonNull(installedBy, "installedBy");
        Objects.requireNonNull(signer, "signer");
    }

    /** One without a signature. */
    public StoredVersion(PluginId id, Instant installedAt, String installedBy) {
        this(id, installedAt, installedBy, Optional.empty());
    }
}
