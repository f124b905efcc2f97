package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.abi.settings.ConfigListener;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is set for plugins, on all nodes; values are texts. */
final class SharedConfig implements ConfigValues {
    private final Map<String, Map<String, JsonNode>> values = new HashMap<>();
    private final Map<Integer, ConfigListener> listeners = new HashMap<>();

    /** Instead of the one that this node had before. */
    void listen(int node, ConfigListener listener) {
        listeners.put(node, listener);
    }

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
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(String slug, String key, String text, String by) {
        values.put(slug, Map.of(key, TextNode.valueOf(text)));
        listeners.values().forEach(listener -> listener.changed(slug));
    }

    @Override
    public boolean remove(String slug, String key, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(String slug) {
        values.remove(slug);
    }
}
