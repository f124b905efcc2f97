package dev.tollgate.capability.secrets.internal;

import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets in a map, which cannot be read for as long as there is a failure. */
final class MemorySecrets implements Secrets {
    final Map<String, byte[]> values = new ConcurrentHashMap<>();
    String failure;

    @Override
    public Optional<byte[]> get(String slug, String name) {
        if (failure != null) {
            throw new SettingsException(failure);
        }
        return Optional.ofNullable(values.get(slug + "/" + name)).map(byte[]::clone);
    }

    @Override
    public List<Setting> list(String slug) {
        throw new UnsupportedOperationException("a gate lists no secrets");
    }

    @Override
    public void set(String slug, String name, byte[] value, String by) {
        values.put(slug + "/" + name, value);
    }

    @Override
    public boolean remove(String slug, String name, String by) {
        return values.remove(slug + "/" + name) != null;
    }

    @Override
    public void forget(String slug) {
        values.keySet().removeIf(key -> key.startsWith(slug + "/"));
    }
}
