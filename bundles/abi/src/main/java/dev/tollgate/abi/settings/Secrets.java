package dev.tollgate.abi.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Secrets that administrators set for plugins. They are kept encrypted, and nothing but {@link #get} gives one away: no listing, log line,
 * exception or {@code toString} has a value. A change takes effect at the next read. Failures are {@link SettingsException}.
 */
@ProviderType
public interface Secrets {
    /** What a name looks like. */
    Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");

    /** The most bytes of a secret. */
    int MOST_BYTES = 64 << 10;

    /** The most secrets of a plugin. */
    int MOST = 100;

    /**
     * A secret's bytes; empty where it is not set, and for what is no name. They are the caller's own, to be overwritten when they
     * are not needed any more.
     *
     * @throws SettingsException also when it is set and cannot be decrypted
     */
    Optional<byte[]> get(String slug, String name);

    /** Which secrets are set, by name; not their values. */
    List<Setting> list(String slug);

    /**
     * Sets a secret.
     *
     * @param value at least one byte; it is not kept, and the caller can overwrite it
     * @param by    who decides
     * @throws IllegalArgumentException when an argument is not as it has to be
     */
    void set(String slug, String name, byte[] value, String by);

    /** Deletes a secret; whether it was set. */
    boolean remove(String slug, String name, String by);

    /** Deletes all secrets of a plugin. */
    void forget(String slug);
}
