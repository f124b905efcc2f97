package dev.tollgate.configuration;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a configuration by their keys, of the types that the metatype says, with its defaults for what is not configured. */
public final class CheckedValues {
    private final Map<String, Object> values;

    /** @param values numbers, booleans, strings, and lists of strings */
    public CheckedValues(Map<String, ?> values) {
        this.values = Map.copyOf(values);
    }

    /** By key; lists are lists of strings. */
    public Map<String, Object> asMap() {
        return values;
    }

    /**
     * As the component runtime hands them on: the methods' names are keys, with a dot for {@code _}.
     *
     * @param settings an annotation type
     */
    public <S> S as(Class<S> settings) {
        Map<String, Object> results = new HashMap<>();
        for (var method : settings.getDeclaredMethods()) {
            results.put(method.getName(), fitted(values.get(key(method.getName())), method.getReturnType()));
        }
        InvocationHandler answers = (proxy, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> settings.getSimpleName() + results;
            case "annotationType" -> settings;
            default -> results.get(method.getName());
        };
        return settings.cast(Proxy.newProxyInstance(settings.getClassLoader(), new Class<?>[] {settings}, answers));
    }

    private static String key(String method) {
        return method.replace("__", "\0").replace('_', '.').replace('\0', '_');
    }

    private static Object fitted(Object value, Class<?> type) {
        if (type == String[].class) {
            return value == null ? new String[0] : value instanceof List<?> many ? many.toArray(new String[0]) : new String[] {value.toString()};
        }
        if (value instanceof Number number) {
            return type == int.class ? (Object) number.intValue() : type == double.class ? (Object) number.doubleValue() : number.longValue();
        }
        // What an array of a primitive type begins with is what the type is without a value.
        return value == null && type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : value;
    }
}
