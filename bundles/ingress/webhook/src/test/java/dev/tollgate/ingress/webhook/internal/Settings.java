package dev.tollgate.ingress.webhook.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Settings as the component runtime would make them: the defaults, with some of them set otherwise. */
final class Settings {
    private Settings() {
    }

    /** An unsigned webhook at /order. */
    static WebhookSettings webhook(Object... pairs) {
        return of(WebhookSettings.class, Map.of("path", "/order", "slug", "order-mail", "ingress", "orders", "kind", "paid",
                "unsigned", "allowed"), pairs);
    }

    static WebhooksSettings shared(Object... pairs) {
        return of(WebhooksSettings.class, Map.of(), pairs);
    }

    private static <T> T of(Class<T> type, Map<String, Object> given, Object... pairs) {
        Map<String, Object> values = new HashMap<>(given);
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue()));
    }
}
