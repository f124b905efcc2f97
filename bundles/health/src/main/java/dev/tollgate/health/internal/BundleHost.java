package dev.tollgate.health.internal;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The services of the framework. Each is held for as long as it is asked. */
@Component(service = Host.class)
public final class BundleHost implements Host {
    private static final String STORE = "tollgate.store";

    private final BundleContext context;

    @Activate
    public BundleHost(BundleContext context) {
        this.context = context;
    }

    @Override
    public <T> int each(Class<T> type, BiConsumer<String, T> ask) {
        int asked = 0;
        for (ServiceReference<T> reference : references(type)) {
            if (with(reference, service -> ask.accept(Objects.toString(reference.getProperty(STORE), ""), service))) {
                asked++;
            }
        }
        return asked;
    }

    @Override
    public <T> boolean first(Class<T> type, Consumer<T> ask) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return reference != null && with(reference, ask);
    }

    @Override
    public Set<String> values(Class<?> type, String property) {
        return references(type).stream().map(reference -> reference.getProperty(property)).filter(Objects::nonNull).map(Object::toString)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    private <T> Collection<ServiceReference<T>> references(Class<T> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException impossible) {
            return List.of();
        }
    }

    private <T> boolean with(ServiceReference<T> reference, Consumer<T> ask) {
        T service = context.getService(reference);
        if (service == null) {
            return false;
        }
        try {
            ask.accept(service);
            return true;
        } finally {
            context.ungetService(reference);
        }
    }
}
