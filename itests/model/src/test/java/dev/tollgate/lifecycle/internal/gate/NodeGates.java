package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Version;

/** A node's gates, whose providers a test brings and takes away, and its grants, which it looks up when it is told to. */
public final class NodeGates {
    private static final Duration LEASE = Duration.ofHours(1);

    private final Set<String> bundles = new HashSet<>();
    private final Map<Capability, Long> services = new HashMap<>();
    private final boolean shared;
    public final Gates gates = Gates.of(new GateRules(Duration.ZERO, Duration.ofSeconds(60), Map.of(), Map.of()), bundles::contains,
            () -> 0);
    public final GrantRegistry grants;
    private long last;

    /** @param shared whether others decide in the store too */
    public NodeGates(GrantStore store, Clock clock, boolean shared) {
        this.shared = shared;
        this.grants = shared ? new GrantRegistry(store, clock, () -> 0, LEASE, new EventObservers()) : GrantRegistry.of(store, clock);
    }

    public void provide(Capability capability) {
        if (services.containsKey(capability)) {
            return;
        }
        String bundle = "dev.tollgate.capability-" + GateContract.of(capability).name().capability();
        bundles.add(bundle);
        services.put(capability, ++last);
        gates.add(capability, new Provider.Source(last, 0, last, bundle, new Version("1.0.0")));
    }

    public void withdraw(Capability capability) {
        Long service = services.remove(capability);
        if (service != null) {
            gates.remove(service);
        }
    }

    /** Learns what others decided. */
    public void look() {
        if (shared) {
            grants.look();
        }
    }
}
