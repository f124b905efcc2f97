package dev.tollgate.benchmarks.jobs.subject;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * Makes components as the framework would: with the public constructor that needs most of what is there. A class that is needed and is
 * not there is made first, and where a service is needed it is one that was registered or made before. So it is said here which
 * services there are, not what each component needs.
 */
final class Components {
    private final StandIns services;
    private final Map<String, Object> settings;
    private final List<Object> there = new ArrayList<>();

    /** @param settings what an operator changed, by its method's name */
    Components(StandIns services, Map<String, Object> settings) {
        this.services = services;
        this.settings = settings;
    }

    /** Something that components made from now on may need. */
    void add(Object service) {
        there.add(service);
    }

    /** The one that is there, or else a new one. */
    <T> T the(Class<T> component) {
        return component.cast(given(component).orElseThrow());
    }

    <T> T make(Class<T> component) {
        List<Constructor<?>> constructors = new ArrayList<>(List.of(component.getConstructors()));
        constructors.sort(Comparator.comparing((Constructor<?> constructor) -> constructor.getParameterCount()).reversed());
        for (Constructor<?> constructor : constructors) {
            List<Optional<?>> needed = new ArrayList<>();
            for (Class<?> type : constructor.getParameterTypes()) {
                needed.add(given(type));
            }
            if (needed.stream().allMatch(Optional::isPresent)) {
                return made(component, constructor, needed.stream().map(Optional::get).toArray());
            }
        }
        throw new IllegalStateException(component + " needs something that is not there: " + constructors);
    }

    /** Calls the {@code add} that takes these; what the framework calls is open to no other package. */
    void bind(Object component, Object... service) {
        try {
            for (Method add : component.getClass().getDeclaredMethods()) {
                if (add.getName().equals("add") && takes(add.getParameterTypes(), service)) {
                    add.setAccessible(true);
                    add.invoke(component, service);
                    return;
                }
            }
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(component + " does not take " + List.of(service), failed);
        }
        throw new IllegalStateException(component + " refers to nothing like " + List.of(service));
    }

    private static boolean takes(Class<?>[] types, Object[] given) {
        return types.length == given.length && IntStream.range(0, given.length).allMatch(i -> types[i].isInstance(given[i]));
    }

    private <T> T made(Class<T> component, Constructor<?> constructor, Object[] needed) {
        try {
            T made = component.cast(constructor.newInstance(needed));
            there.add(made);
            return made;
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("cannot make " + component, failed);
        }
    }

    private Optional<?> given(Class<?> type) {
        if (type == BundleContext.class) {
            return Optional.of(services.context());
        }
        if (type == Map.class) {
            return Optional.of(Map.of());
        }
        if (type.isAnnotation()) {
            return Optional.of(StandIns.settings(type, settings));
        }
        Optional<?> found = Optional.<Object>ofNullable(services.service(type)).or(() -> there.stream().filter(type::isInstance).findFirst());
        return found.isPresent() || !isComponent(type) ? found : Optional.of(make(type));
    }

    /** A service's interface says nothing of who provides it, and a record is one only where it is made of settings. */
    private static boolean isComponent(Class<?> type) {
        return type.getName().startsWith("dev.tollgate.") && !type.isInterface() && !type.isEnum() && !Modifier.isAbstract(type.getModifiers())
                && (!type.isRecord() || Stream.of(type.getConstructors()).flatMap(made -> Stream.of(made.getParameterTypes())).anyMatch(Class::isAnnotation));
    }
}
