package dev.tollgate.abi.settings;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.Objects;

/**
 * A row of a {@link SettingsStore}. Its text does not show the bytes.
 *
 * @param slug  the plugin's
 * @param bytes neither copied nor changed by whoever holds the row
 */
public record StoredSetting(String slug, SettingKind kind, String name, byte[] bytes, String decidedBy, Instant decidedAt) {
    public StoredSetting {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(decidedBy, "decidedBy");
        Objects.requireNonNull(decidedAt, "decidedAt");
        if (!PluginId.SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("not a slug: '" + slug + "' does not match " + PluginId.SLUG);
        }
    }

    @Override
    public String toString() {
        return kind + " " + name + " of " + slug + ", set by " + decidedBy + " at " + decidedAt;
    }
}
