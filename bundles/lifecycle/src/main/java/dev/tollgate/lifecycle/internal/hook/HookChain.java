package dev.tollgate.lifecycle.internal.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.HookCycle;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookListener;
import dev.tollgate.lifecycle.HookPoint;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.TypedHookResult;
import dev.tollgate.lifecycle.internal.Ceilings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the listeners of a hook among the plugins that are active now, and calls them with what is passed in its form. */
@Component(service = Hooks.class)
public final class HookChain implements Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(HookChain.class);

    private final Plugins plugins;
    private final HookPoints points;
    private final HookCalls calls;
    private volatile HookIndex index = HookIndex.NONE;

    @Activate
    public HookChain(@Reference Plugins plugins, @Reference PluginCalls calls, @Reference Ceilings ceilings, @Reference HookPoints points) {
        this(plugins, points, new HookCalls(calls, ceilings::hookChain, System::nanoTime));
    }

    private HookChain(Plugins plugins, HookPoints points, HookCalls calls) {
        this.plugins = plugins;
        this.points = points;
        this.calls = calls;
    }

    /** One with another deadline and another clock. */
    public static HookChain of(Plugins plugins, PluginCalls calls, HookPoints points, Duration deadline, LongSupplier nanoTime) {
        return new HookChain(plugins, points, new HookCalls(calls, () -> deadline, nanoTime));
    }

    @Override
    public HookResult filter(String hook, byte[] value) {
        TypedHookResult<byte[]> result = calls.filter(index().listeners(HookKind.FILTER, hook), value, points.bytes(hook));
        return new HookResult(result.value(), result.reports());
    }

    @Override
    public HookResult action(String hook, byte[] payload) {
        TypedHookResult<byte[]> result = calls.action(index().listeners(HookKind.ACTION, hook), payload, points.bytes(hook));
        return new HookResult(result.value(), result.reports());
    }

    @Override
    public TypedHookResult<JsonNode> filter(String hook, JsonNode value) {
        return calls.filter(index().listeners(HookKind.FILTER, hook), value, points.check(hook).json());
    }

    @Override
    public TypedHookResult<JsonNode> action(String hook, JsonNode payload) {
        return calls.action(index().listeners(HookKind.ACTION, hook), payload, points.check(hook).json());
    }

    @Override
    public <T> TypedHookResult<T> filter(HookPoint<T> point, T value) {
        return calls.filter(index().listeners(kind(point, HookKind.FILTER), point.name()), value, points.typed(point));
    }

    @Override
    public <T> TypedHookResult<T> action(HookPoint<T> point, T payload) {
        return calls.action(index().listeners(kind(point, HookKind.ACTION), point.name()), payload, points.typed(point));
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(index().names());
        names.addAll(points.names());
        return names;
    }

    @Override
    public List<HookListener> listeners(String hook) {
        HookIndex now = index();
        return Stream.of(HookKind.values()).flatMap(kind -> now.listeners(kind, hook).stream()).map(Listener::view).toList();
    }

    @Override
    public Optional<HookPoint<?>> point(String hook) {
        return points.point(hook);
    }

    @Override
    public List<HookCycle> cycles() {
        return index().cycles();
    }

    private static HookKind kind(HookPoint<?> point, HookKind kind) {
        if (point.kind() != kind) {
            throw new IllegalArgumentException("the hook point " + point.name() + " is of kind " + point.kind() + ", not " + kind);
        }
        return kind;
    }

    private HookIndex index() {
        List<ActivePlugin> now = plugins.active();
        HookIndex present = index;
        return present.plugins == now ? present : renewed(now);
    }

    /** One at a time, so that a contradiction is logged when it comes up and not again while it stays. */
    private synchronized HookIndex renewed(List<ActivePlugin> now) {
        HookIndex before = index;
        if (before.plugins == now) {
            return before;
        }
        HookIndex next = new HookIndex(now);
        next.cycles().stream().filter(cycle -> !before.cycles().contains(cycle)).forEach(cycle -> LOG.warn("the {} hook {}: the before and "
                + "after of {} contradict each other; among themselves they run by priority", cycle.kind(), cycle.hook(), cycle.plugins()));
        index = next;
        return next;
    }
}
