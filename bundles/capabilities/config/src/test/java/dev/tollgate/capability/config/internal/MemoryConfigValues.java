package dev.tollgate.capability.config.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Values of plugins in a map. */
final class MemoryConfigValues implements ConfigValues {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Map<String, JsonNode>> values = new TreeMap<>();

    @Override
    public Optional<JsonNode> get(String slug, String key) {
        return Optional.ofNullable(all(slug).get(key));
    }

    @Override
    public Map<String, JsonNode> all(String slug) {
        return values.getOrDefault(slug, Map.of());
    }

    @Override
    public List<Setting> list(String slug) {
        return all(slug).keySet().stream().map(key -> new Setting(key, "ada", Instant.EPOCH)).toList();
    }

    @Override
    public void set(String slug, String key, String json, String by) {
        try {
            values.computeIfAbsent(slug, none -> new TreeMap<>()).put(key, JSON.readTree(json));
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }

    @Override
    public boolean remove(String slug, String key, String by) {
        return all(slug).remove(key) != null;
    }

    @Override
    public void forget(String slug) {
        values.remove(slug);
    }
}
