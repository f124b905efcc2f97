package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.engine.GuestConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One plugin's configuration: what an administrator set, over the defaults of its manifest. */
record PluginConfig(String slug, Map<String, JsonNode> defaults, ConfigValues values) implements GuestConfig {
    private static final Logger LOG = LoggerFactory.getLogger(PluginConfig.class);

    @Override
    public Optional<JsonNode> get(String key) throws GateException {
        try {
            return values.get(slug, key).or(() -> Optional.ofNullable(defaults.get(key)));
        } catch (SettingsException failure) {
            throw unreadable(failure);
        }
    }

    @Override
    public Map<String, JsonNode> all() throws GateException {
        try {
            Map<String, JsonNode> all = new HashMap<>(defaults);
            all.putAll(values.all(slug));
            return all;
        } catch (SettingsException failure) {
            throw unreadable(failure);
        }
    }

    /** A default in place of what was set could be just what the administrator did not want. */
    private GateException unreadable(SettingsException failure) {
        LOG.error("the configuration of {} cannot be read", slug, failure);
        return new GateException(Errno.EINTERNAL, "the configuration cannot be read");
    }
}
