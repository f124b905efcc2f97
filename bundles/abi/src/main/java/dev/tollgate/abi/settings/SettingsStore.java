package dev.tollgate.abi.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The same where somebody decided it, which is recorded with it where the store has an audit. */
    default boolean remove(String slug, SettingKind kind, String name, String by, Instant at) {
        return remove(slug, kind, name);
    }

    /** Removes all settings of that kind from a plugin. */
    void forget(String slug, SettingKind kind);

    /**
     * Whose settings of a kind were changed.
     *
     * @param revision what to ask with the next time; 0 before anything was ever changed
     * @param slugs    the plugins whose settings were changed after the revision that was asked with
     */
    record Changes(long revision, Set<String> slugs) {
        public Changes {
            slugs = Set.copyOf(slugs);
        }
    }

    /** Whether others change settings but through this object. */
    default boolean shared() {
        return false;
    }

    /**
     * What was changed since, by whoever; asked often, so an answer of nothing costs little. A change is told at the first time that it is
     * asked for after the change was made, and not left out later.
     *
     * @param since the revision of an earlier answer, or 0
     */
    default Changes changes(SettingKind kind, long since) {
        return new Changes(since, Set.of());
    }
}
