package dev.tollgate.metrics.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile.Kind;
import dev.tollgate.lifecycle.CallObserver;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.lifecycle.ObservedCall;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Counts and measures calls. Nothing that a guest says becomes a label: a plugin's slug is an administrator's word, as many as were
 * configured; a gate is one that a bundle provides; everything else is a name of an enum.
 */
@Component(service = CallObserver.class)
public final class MeteredCalls implements CallObserver {
    private static final double NANOS = 1e-9;

    private final Registry registry;
    private final CallFamilies families;
    private final LongSupplier nanoTime;
    private final Map<String, PluginMeters> meters = new ConcurrentHashMap<>();
    private final PluginMeters other;
    private final Runnable end;
    private volatile Predicate<String> provided = gate -> false;

    @Activate
    public MeteredCalls(@Reference Registry registry) {
        this(registry, System::nanoTime);
    }

    MeteredCalls(Registry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.families = registry.calls();
        this.nanoTime = nanoTime;
        this.other = new PluginMeters(families, PluginLabels.OTHER);
        this.end = registry.whenPluginsGo(this::retain);
    }

    /** The registry may outlive it, and the next one: it comes and goes with those who are observed. */
    @Deactivate
    void close() {
        end.run();
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL)
    public void setGates(GateRecords gates) {
        provided = gate -> gates.providers().stream().anyMatch(provider -> provider.gate().equals(gate));
    }

    void unsetGates(GateRecords gates) {
        provided = gate -> false;
    }

    @Override
    public ObservedCall begins(PluginId plugin, String handler, Kind kind) {
        return new Call(of(plugin.slug()), kind);
    }

    private PluginMeters of(String slug) {
        PluginMeters own = meters.get(slug);
        if (own != null) {
            return own;
        }
        String label = registry.labels().of(slug);
        return label.equals(PluginLabels.OTHER) ? other : meters.computeIfAbsent(slug, unknown -> new PluginMeters(families, label));
    }

    private void retain(Set<String> installed) {
        meters.keySet().retainAll(installed);
    }

    private GateMeters gate(PluginMeters plugin, GateName gate) {
        GateMeters known = plugin.known(gate.capability());
        if (known != null) {
            return known;
        }
        // A manifest may ask for gates that nobody has heard of: theirs are no labels.
        return plugin.gate(provided.test(gate.toString()) ? gate.capability() : PluginLabels.OTHER);
    }

    private final class Call implements ObservedCall {
        private final PluginMeters plugin;
        private final Kind kind;

        Call(PluginMeters plugin, Kind kind) {
            this.plugin = plugin;
            this.kind = kind;
        }

        @Override
        public HostCall gate(GateName gate, String function) {
            GateMeters called = MeteredCalls.this.gate(plugin, gate);
            long begun = nanoTime.getAsLong();
            return (Optional<Errno> error) -> called.ended(error, (nanoTime.getAsLong() - begun) * NANOS);
        }

        @Override
        public void ended(CallResult result, long nanos) {
            plugin.invocations(kind, Ending.of(result)).inc();
            if (result instanceof CallResult.Ended ended) {
                Outcome outcome = ended.outcome();
                plugin.time(kind).observe(nanos * NANOS);
                plugin.fuel(kind).inc(outcome.usage().fuel().units());
                if (outcome instanceof Outcome.Tripped tripped) {
                    plugin.trips(tripped.trip().limit()).inc();
                }
            }
        }
    }
}
