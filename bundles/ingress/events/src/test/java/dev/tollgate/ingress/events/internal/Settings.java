package dev.tollgate.ingress.events.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Settings as the component runtime would make them: those of a route that works, with some of them set otherwise. */
final class Settings {
    private Settings() {
    }

    static TopicSettings with(Object... pairs) {
        Map<String, Object> values = new HashMap<>(Map.of("topics", new String[] {"shop/orders/*"}, "slug", "order-mail", "ingress", "orders"));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return (TopicSettings) Proxy.newProxyInstance(TopicSettings.class.getClassLoader(), new Class<?>[] {TopicSettings.class},
                (proxy, method, arguments) -> values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }

    static TopicRoute route(Object... pairs) {
        return TopicRoute.of(TopicSettings.PID + "~shop", with(pairs));
    }
}
