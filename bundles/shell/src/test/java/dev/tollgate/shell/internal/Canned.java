package dev.tollgate.shell.internal;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A service that answers what it is told to, and notes what changes anything. */
public final class Canned<T> {
    private final Map<String, Function<Object[], Object>> answers = new HashMap<>();
    private final T service;

    private Canned(Class<T> type) {
        service = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == args[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> type.getSimpleName();
                };
            }
            Function<Object[], Object> answer = answers.get(method.getName());
            if (answer == null) {
                throw new AssertionError(type.getSimpleName() + "." + method.getName() + " is not expected");
            }
            return answer.apply(args == null ? new Object[0] : args);
        }));
    }

    public static <T> Canned<T> of(Class<T> type) {
        return new Canned<>(type);
    }

    public Canned<T> says(String method, Object value) {
        return does(method, args -> value);
    }

    public Canned<T> does(String method, Function<Object[], Object> answer) {
        answers.put(method, answer);
        return this;
    }

    /** Notes the call in {@code done}. */
    public Canned<T> notes(List<String> done, String method, Object value) {
        return does(method, args -> {
            done.add(method + " " + Arrays.deepToString(args));
            return value;
        });
    }

    public T service() {
        return service;
    }
}
