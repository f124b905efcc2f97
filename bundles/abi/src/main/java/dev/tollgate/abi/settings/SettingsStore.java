package dev.tollgate.abi.settings;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps what administrators set for plugins, as bytes that it does not look into. Every method is one transaction, durable when it
 * returns, and safe to call from many threads. A write is seen by every later read, on every node. Moments are whole
 * milliseconds. Failures are {@link SettingsException}.
 */
@ConsumerType
public interface SettingsStore {
    /**
     * Adds a setting, or replaces the one of that slug, kind and name.
     *
     * @param most how many of the kind a plugin has at most
     * @return false, and nothing was changed, where it would be one more than that
     */
    boolean put(StoredSetting setting, int most);

    /** The bytes of one setting. */
    Optional<byte[]> find(String slug, SettingKind kind, String name);

    /** What is set for a plugin, by name. */
    List<Setting> list(String slug, SettingKind kind);

    /** The same, with the bytes. */
    List<StoredSetting> all(String slug, SettingKind kind);

    /** Whether it was set. */
    boolean remove(String slug, SettingKind kind, String name);

    /** Removes all settings of that kind from a plugin. */
    void forget(String slug, SettingKind kind);
}
