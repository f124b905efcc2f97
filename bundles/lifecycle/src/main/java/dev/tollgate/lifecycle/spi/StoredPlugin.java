package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A plugin's current version and state.
 *
 * @param previous what was active before {@code current} was, and is gone back to by a rollback
 * @param state    never {@link PluginState#WAITING} or {@link PluginState#DEGRADED}, which are seen at run time, not kept
 * @param reason   why it {@link PluginState#FAILED}, why the host deactivated it, or how far its removal is
 */
public record StoredPlugin(PluginId current, Optional<PluginId> previous, PluginState state, Optional<String> reason, Instant changedAt) {
    public StoredPlugin {
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(changedAt, "changedAt");
    }

    /** One that never had another version. */
    public StoredPlugin(PluginId current, PluginState state, Optional<String> reason, Instant changedAt) {
        this(current, Optional.empty(), state, reason, changedAt);
    }

    /** What a plugin begins as. */
    public static StoredPlugin installed(StoredVersion version) {
        return new StoredPlugin(version.id(), PluginState.INSTALLED, Optional.empty(), version.installedAt());
    }

    /** The same versions in another state. */
    public StoredPlugin become(PluginState next, Optional<String> why, Instant at) {
        return new StoredPlugin(current, previous, next, why, at);
    }
}
