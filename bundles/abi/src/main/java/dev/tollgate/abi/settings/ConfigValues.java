package dev.tollgate.abi.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Configuration that administrators set for plugins, over the defaults of their manifests, which are not known here. A change takes
 * effect at the next read. Failures are {@link SettingsException}.
 */
@ProviderType
public interface ConfigValues {
    /** What a key looks like; the same as in a manifest. */
    Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    /** The most bytes of a value, as JSON without blanks. */
    int MOST_BYTES = 64 << 10;

    /** The most values of a plugin. */
    int MOST = 100;

    /** What was set for a key; empty also for what is no key. The value is the caller's own. */
    Optional<JsonNode> get(String slug, String key);

    /** Everything that was set for a plugin, read at one moment. The values are the caller's own. */
    Map<String, JsonNode> all(String slug);

    /** Which keys are set, by name. */
    List<Setting> list(String slug);

    /**
     * Sets a value.
     *
     * @param json one JSON value that is not {@code null}
     * @param by   who decides
     * @throws IllegalArgumentException when an argument is not as it has to be
     */
    void set(String slug, String key, String json, String by);

    /** Takes a value away, so that the manifest's default holds again; whether it was set. */
    boolean remove(String slug, String key, String by);

    /** Takes all values of a plugin away. */
    void forget(String slug);
}
