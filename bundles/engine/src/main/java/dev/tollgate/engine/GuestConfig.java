package dev.tollgate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.capability.GateException;
import java.util.Map;
import java.util.Optional;

/** What a guest reads with {@code config}, and what a command finds in its environment. Asked each time, so it can change. */
public interface GuestConfig {
    /** Nothing is configured. */
    GuestConfig NONE = of(Map.of());

    Optional<JsonNode> get(String key) throws GateException;

    Map<String, JsonNode> all() throws GateException;

    /** Values that never change. */
    static GuestConfig of(Map<String, JsonNode> values) {
        return new GuestConfig() {
            @Override
            public Optional<JsonNode> get(String key) {
                return Optional.ofNullable(values.get(key));
            }

            @Override
            public Map<String, JsonNode> all() {
                return values;
            }
        };
    }
}
