package dev.tollgate.health.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Settings as the component runtime would make them: the defaults, with some of them set otherwise. */
final class Settings {
    private Settings() {
    }

    static HealthSettings of(Object... pairs) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return (HealthSettings) Proxy.newProxyInstance(HealthSettings.class.getClassLoader(), new Class<?>[] {HealthSettings.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    static Rules rules(Object... pairs) {
        return new Rules(of(pairs));
    }
}
