package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateContract;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Version;

/** Gates whose providers a test brings and takes away, as bundles would. */
public final class TestGates {
    public final Gates gates;
    final Set<String> installed = new HashSet<>();
    private final Map<Capability, Long> services = new HashMap<>();
    private long last;

    public TestGates(Duration patience) {
        this(new GateRules(patience, Duration.ofSeconds(60), Map.of(), Map.of()));
    }

    TestGates(GateRules rules) {
        gates = Gates.of(rules, installed::contains, System::nanoTime);
    }

    /** Brings a provider, from the bundle that has the right to its name. */
    public void add(Capability capability) {
        String name = GateContract.of(capability).name().capability();
        add(capability, "dev.tollgate.capability-" + name.replace('_', '-'), 0);
    }

    void add(Capability capability, String bundle, int ranking) {
        installed.add(bundle);
        services.put(capability, ++last);
        gates.add(capability, new Provider.Source(last, ranking, last, bundle, new Version("1.0.0")));
    }

    /** Returns when nobody is in it any more. */
    public void remove(Capability capability) {
        gates.remove(services.remove(capability));
    }
}
