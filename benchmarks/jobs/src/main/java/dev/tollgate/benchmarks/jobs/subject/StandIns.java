package dev.tollgate.benchmarks.jobs.subject;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** What components are given where there is no framework: a context that takes services in, and settings at their defaults. */
final class StandIns {
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final Map<Class<?>, Map<String, Object>> properties = new ConcurrentHashMap<>();
    private final BundleContext context = proxy(BundleContext.class, (self, method, arguments) -> switch (method.getName()) {
        case "registerService" -> register((Class<?>) arguments[0], arguments[1], (Dictionary<?, ?>) arguments[2]);
        case "getBundles" -> new Bundle[0];
        case "getProperty" -> null;
        default -> throw new UnsupportedOperationException("there is no framework for " + method.getName());
    });

    BundleContext context() {
        return context;
    }

    /** What was registered under this type, or null. */
    <T> T service(Class<T> type) {
        return type.cast(services.get(type));
    }

    /** What that was registered with. */
    Map<String, Object> properties(Class<?> type) {
        return properties.getOrDefault(type, Map.of());
    }

    /** Settings of an operator who changed nothing but these, by their method's name. */
    static Object settings(Class<?> annotation, Map<String, Object> changed) {
        return proxy(annotation.asSubclass(Annotation.class),
                (self, method, arguments) -> fitting(method.getReturnType(), changed.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    /** Settings of two components can have one name. */
    private static Object fitting(Class<?> type, Object value) {
        return type == int.class ? (Object) ((Number) value).intValue() : type == long.class ? (Object) ((Number) value).longValue() : value;
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** To a service of the bundle that the queue belongs to. */
    static ServiceReference<?> reference() {
        Bundle bundle = proxy(Bundle.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBundleId" -> 1L;
            case "getVersion" -> Version.emptyVersion;
            default -> "dev.tollgate.capability-queue";
        });
        return proxy(ServiceReference.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> bundle;
            default -> Constants.SERVICE_ID.equals(arguments[0]) ? 1L : null;
        });
    }

    private ServiceRegistration<?> register(Class<?> type, Object service, Dictionary<?, ?> with) {
        Map<String, Object> kept = new HashMap<>();
        if (with != null) {
            Collections.list(with.keys()).forEach(key -> kept.put(key.toString(), with.get(key)));
        }
        properties.put(type, kept);
        services.put(type, service);
        return proxy(ServiceRegistration.class, (self, method, arguments) -> null);
    }
}
