package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the listeners of a hook one after another, each under its plugin's limits and what is left of the chain's time. */
@Component(service = Hooks.class)
public final class HookChain implements Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(HookChain.class);

    private final Plugins plugins;
    private final PluginCalls calls;
    private final Duration chain;
    private final LongSupplier nanoTime;
    private volatile HookIndex index = new HookIndex(List.of());

    @Activate
    public HookChain(@Reference Plugins plugins, @Reference PluginCalls calls, @Reference Ceilings ceilings) {
        this(plugins, calls, ceilings.hookChain(), System::nanoTime);
    }

    HookChain(Plugins plugins, PluginCalls calls, Duration chain, LongSupplier nanoTime) {
        this.plugins = plugins;
        this.calls = calls;
        this.chain = chain;
        this.nanoTime = nanoTime;
    }

    @Override
    public HookResult filter(String hook, byte[] value) {
        return run(Profile.Kind.FILTER, hook, index().filters(hook), value);
    }

    @Override
    public HookResult action(String hook, byte[] payload) {
        return run(Profile.Kind.ACTION, hook, index().actions(hook), payload);
    }

    private HookResult run(Profile.Kind kind, String hook, List<HookIndex.Listener> listeners, byte[] input) {
        long deadline = nanoTime.getAsLong() + chain.toNanos();
        List<HandlerReport> reports = new ArrayList<>(listeners.size());
        byte[] value = input;
        for (HookIndex.Listener first : listeners) {
            HookIndex.Listener listener = first;
            while (listener != null) {
                Duration left = Duration.ofNanos(deadline - nanoTime.getAsLong());
                ActivePlugin plugin = listener.plugin();
                String handler = listener.hook().handler();
                if (left.isNegative() || left.isZero()) {
                    reports.add(skipped(plugin, handler, "the time of the hook chain, " + chain.toMillis() + " ms, was up"));
                    break;
                }
                CallResult result = calls.call(plugin, handler, value, profile(kind, hook, plugin.hookLimits(), left));
                if (result instanceof CallResult.Superseded superseded) {
                    listener = successor(kind, listener, superseded);
                    continue;
                }
                if (result instanceof CallResult.HeldBack held) {
                    reports.add(skipped(plugin, handler, held.reason()));
                    break;
                }
                Outcome outcome = ((CallResult.Ended) result).outcome();
                reports.add(report(hook, plugin, handler, outcome));
                if (kind == Profile.Kind.FILTER && outcome instanceof Outcome.Completed completed) {
                    value = completed.output();
                }
                break;
            }
        }
        return new HookResult(value, reports);
    }

    private static Profile profile(Profile.Kind kind, String hook, Limits limits, Duration left) {
        Duration time = left.compareTo(limits.deadline()) < 0 ? left : limits.deadline();
        return new Profile(kind, limits.with(limits.fuel(), limits.memory(), time), Map.of("hook", hook));
    }

    /** The next generation's handler of the same hook, which has the same name or the same place among those; null where there is none. */
    private static HookIndex.Listener successor(Profile.Kind kind, HookIndex.Listener old, CallResult.Superseded superseded) {
        if (superseded.by().isEmpty()) {
            return null;
        }
        ActivePlugin next = superseded.by().get();
        List<Manifest.Hook> before = named(kind, old.plugin(), old.hook().name());
        List<Manifest.Hook> now = named(kind, next, old.hook().name());
        Optional<Manifest.Hook> same = now.stream().filter(hook -> hook.handler().equals(old.hook().handler())).findFirst();
        int place = before.indexOf(old.hook());
        return same.or(() -> place < now.size() ? Optional.of(now.get(place)) : Optional.empty())
                .map(hook -> new HookIndex.Listener(next, hook)).orElse(null);
    }

    private static List<Manifest.Hook> named(Profile.Kind kind, ActivePlugin plugin, String name) {
        Manifest.HookHandlers hooks = plugin.manifest().hooks();
        return (kind == Profile.Kind.FILTER ? hooks.filters() : hooks.actions()).stream().filter(hook -> hook.name().equals(name)).toList();
    }

    private static HandlerReport report(String hook, ActivePlugin plugin, String handler, Outcome outcome) {
        if (outcome instanceof Outcome.Tripped tripped) {
            LOG.warn("hook {}: {}", hook, tripped.trip());
            return new HandlerReport(plugin.id(), handler, Ending.TRIPPED, tripped.trip().toString(), tripped.usage());
        }
        if (outcome instanceof Outcome.Failed failed) {
            LOG.warn("hook {}: {} {} failed: {}", hook, plugin.id(), handler, failed.message());
            return new HandlerReport(plugin.id(), handler, Ending.FAILED, failed.message(), failed.usage());
        }
        return new HandlerReport(plugin.id(), handler, Ending.COMPLETED, "", outcome.usage());
    }

    private static HandlerReport skipped(ActivePlugin plugin, String handler, String why) {
        return new HandlerReport(plugin.id(), handler, Ending.SKIPPED, why, Usage.NONE);
    }

    private HookIndex index() {
        List<ActivePlugin> now = plugins.active();
        HookIndex present = index;
        if (present.plugins != now) {
            present = new HookIndex(now);
            index = present;
        }
        return present;
    }
}
