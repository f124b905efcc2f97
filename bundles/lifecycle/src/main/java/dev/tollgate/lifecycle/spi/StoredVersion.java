package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import java.time.Instant;

/** One immutable version of a plugin. */
public record StoredVersion(PluginId id, Instant installedAt, String installedBy) {
}
