package dev.tollgate.benchmarks.jobs.subject;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * Makes components as the framework would: with the public constructor that needs most of what is there. So only a component's class
 * is named here, not what it needs.
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

    <T> T make(Class<T> component) {
        Constructor<?> most = Arrays.stream(component.getConstructors())
                .filter(constructor -> Arrays.stream(constructor.getParameterTypes()).allMatch(type -> given(type).isPresent()))
                .max(Comparator.comparing(Constructor::getParameterCount))
                .orElseThrow(() -> new IllegalStateException(component + " needs something that is not there: "
                        + Arrays.toString(component.getConstructors())));
        try {
            T made = component.cast(most.newInstance(Arrays.stream(most.getParameterTypes()).map(type -> given(type).get()).toArray()));
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
        Optional<?> registered = Optional.ofNullable(services.service(type));
        return registered.isPresent() ? registered : there.stream().filter(type::isInstance).findFirst();
    }
}
