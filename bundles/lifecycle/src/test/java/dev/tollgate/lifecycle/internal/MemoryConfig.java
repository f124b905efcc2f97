package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.abi.settings.ConfigListener;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Configuration that forgets with the process; values are texts. */
final class MemoryConfig implements ConfigValues {
    private final Map<String, Map<String, JsonNode>> values = new ConcurrentHashMap<>();
    SettingsException failure;
    /** Is told of each change. */
    ConfigListener listener = slug -> { };

    @Override
    public Optional<JsonNode> get(String slug, String key) {
        return Optional.ofNullable(all(slug).get(key));
    }

    @Override
    public Map<String, JsonNode> all(String slug) {
        if (failure != null) {
            throw failure;
        }
        return values.getOrDefault(slug, Map.of());
    }

    @Override
    public List<Setting> list(String slug) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(String slug, String key, String text, String by) {
        values.computeIfAbsent(slug, unknown -> new ConcurrentHashMap<>()).put(key, TextNode.valueOf(text));
        listener.changed(slug);
    }

    @Override
    public boolean remove(String slug, String key, String by) {
        boolean removed = values.getOrDefault(slug, new ConcurrentHashMap<>()).remove(key) != null;
        listener.changed(slug);
        return removed;
    }

    @Override
    public void forget(String slug) {
        values.remove(slug);
        listener.changed(slug);
    }
}
