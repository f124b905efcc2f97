package dev.tollgate.settings.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configuration as JSON texts in the store. */
@Component(service = ConfigValues.class)
public final class StoredConfigValues implements ConfigValues {
    private static final Logger LOG = LoggerFactory.getLogger(StoredConfigValues.class);
    private static final SettingRules RULES = new SettingRules("config value", KEY, MOST_BYTES, MOST);

    /** A fraction stays as it was written, where a double would round it. */
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();

    private final SettingsStore store;
    private final ConfigNews news;
    private final Clock clock;

    @Activate
    public StoredConfigValues(@Reference ChosenSettings chosen, @Reference ConfigNews news) {
        this(chosen.store(), news, Clock.systemUTC());
    }

    StoredConfigValues(SettingsStore store, ConfigNews news, Clock clock) {
        this.store = store;
        this.news = news;
        this.clock = clock;
    }

    @Override
    public Optional<JsonNode> get(String slug, String key) {
        return store.find(slug, SettingKind.CONFIG, key).map(bytes -> stored(slug, key, bytes));
    }

    @Override
    public Map<String, JsonNode> all(String slug) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (StoredSetting setting : store.all(slug, SettingKind.CONFIG)) {
            values.put(setting.name(), stored(slug, setting.name(), setting.bytes()));
        }
        return values;
    }

    @Override
    public List<Setting> list(String slug) {
        return store.list(slug, SettingKind.CONFIG);
    }

    @Override
    public void set(String slug, String key, String json, String by) {
        RULES.check(slug, key, by);
        byte[] bytes = parsed(key, json).toString().getBytes(StandardCharsets.UTF_8);
        RULES.checkSize(key, bytes.length);
        if (!store.put(new StoredSetting(slug, SettingKind.CONFIG, key, bytes, by, clock.instant()), MOST)) {
            throw new SettingsException(slug + " has " + MOST + " config values, and no plugin has more: take one away with tollgate:config unset "
                    + slug + " KEY");
        }
        LOG.info("config value {} of {} was set by {}", key, slug, PlainText.of(by));
        news.changed(slug);
    }

    @Override
    public boolean remove(String slug, String key, String by) {
        RULES.check(slug, key, by);
        boolean removed = store.remove(slug, SettingKind.CONFIG, key);
        if (removed) {
            LOG.info("config value {} of {} was taken away by {}", key, slug, PlainText.of(by));
            news.changed(slug);
        }
        return removed;
    }

    @Override
    public void forget(String slug) {
        store.forget(slug, SettingKind.CONFIG);
        news.changed(slug);
    }

    private static JsonNode parsed(String key, String json) {
        if (json == null || json.length() > MOST_BYTES * 2) {
            throw new IllegalArgumentException("config value '" + key + "' is " + (json == null ? "missing" : "longer than "
                    + MOST_BYTES * 2 + " characters; without its blanks it has at most " + MOST_BYTES + " bytes"));
        }
        try {
            JsonNode value = JSON.readTree(json);
            if (value.isMissingNode() || value.isNull()) {
                throw new IllegalArgumentException("config value '" + key + "' is " + (value.isNull() ? "null" : "empty")
                        + "; tollgate:config unset takes a value away");
            }
            return value;
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException("config value '" + key + "' is not JSON (column " + (invalid.getLocation() == null ? 1
                    : invalid.getLocation().getColumnNr()) + "): a number, true, false, a text in double quotes, an array or an object", invalid);
        }
    }

    private static JsonNode stored(String slug, String key, byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException damaged) {
            throw new SettingsException("config value " + key + " of " + slug + " is damaged in the store: set it anew with tollgate:config set "
                    + slug + " " + key + " VALUE", damaged);
        }
    }
}
