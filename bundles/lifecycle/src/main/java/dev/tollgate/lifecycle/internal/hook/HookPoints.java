package dev.tollgate.lifecycle.internal.hook;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.schema.SchemaRefusedException;
import dev.tollgate.lifecycle.HookPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hook points that applications have registered, the first of each name. Is there from the beginning, so that first means first. */
@Component(service = HookPoints.class, immediate = true)
public final class HookPoints {
    private static final Logger LOG = LoggerFactory.getLogger(HookPoints.class);

    private final Map<String, RegisteredPoint<?>> points = new ConcurrentHashMap<>();
    /** Those whose name another one has, in the order in which they came. */
    private final List<RegisteredPoint<?>> waiting = new ArrayList<>();

    @Reference(name = "points", service = HookPoint.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    public synchronized void add(HookPoint<?> point) {
        try {
            RegisteredPoint<?> registered = new RegisteredPoint<>(point);
            if (points.putIfAbsent(registered.name, registered) != null) {
                waiting.add(registered);
                LOG.warn("the hook point {} is registered already: the first stays, and this one holds when that goes", registered.name);
            }
        } catch (SchemaRefusedException | RuntimeException refused) {
            LOG.error("the hook point {} is refused: {}", name(point), PlainText.of(String.valueOf(refused.getMessage())));
        }
    }

    /** It is somebody else's code, and may be what failed. */
    private static String name(HookPoint<?> point) {
        try {
            return PlainText.of(String.valueOf(point.name()));
        } catch (RuntimeException failed) {
            return "of " + point.getClass().getName();
        }
    }

    public synchronized void remove(HookPoint<?> point) {
        waiting.removeIf(registered -> registered.point == point);
        points.values().stream().filter(registered -> registered.point == point).findFirst().ifPresent(this::handOn);
    }

    /** There is no moment in which nobody checks. */
    private void handOn(RegisteredPoint<?> gone) {
        Optional<RegisteredPoint<?>> next = waiting.stream().filter(registered -> registered.name.equals(gone.name)).findFirst();
        next.ifPresentOrElse(registered -> {
            points.put(registered.name, registered);
            waiting.remove(registered);
        }, () -> points.remove(gone.name));
    }

    Set<String> names() {
        return points.keySet();
    }

    Optional<HookPoint<?>> point(String hook) {
        return Optional.ofNullable(points.get(hook)).map(registered -> registered.point);
    }

    /** How bytes pass through a hook. */
    Form<byte[]> bytes(String hook) {
        RegisteredPoint<?> registered = points.get(hook);
        return registered == null || registered.check.schema().isEmpty() ? Form.ANY_BYTES : registered.check.bytes();
    }

    PayloadCheck check(String hook) {
        RegisteredPoint<?> registered = points.get(hook);
        return registered == null ? new PayloadCheck(hook, Optional.empty()) : registered.check;
    }

    /** @throws IllegalStateException when it is not in force */
    @SuppressWarnings("unchecked")
    <T> Form<T> typed(HookPoint<T> point) {
        RegisteredPoint<?> registered = points.get(point.name());
        if (registered == null || !registered.is(point)) {
            throw new IllegalStateException("the hook point " + point.name() + (registered == null ? " is not registered"
                    : " is registered by somebody else, otherwise") + ": register it as a service of " + HookPoint.class.getName()
                    + "; where that was done, the log says why it was refused");
        }
        return (Form<T>) registered;
    }
}
