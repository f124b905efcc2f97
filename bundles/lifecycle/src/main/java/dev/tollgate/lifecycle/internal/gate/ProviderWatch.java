package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells when a gate is provided by somebody else than before, or by nobody any more. */
final class ProviderWatch {
    private final Gates gates;
    private final EventObservers observers;
    private final Clock clock;
    private final Map<String, Provider.Source> known = new HashMap<>();

    ProviderWatch(Gates gates, EventObservers observers, Clock clock) {
        this.gates = gates;
        this.observers = observers;
        this.clock = clock;
    }

    synchronized void look() {
        Map<String, Provider.Source> now = new HashMap<>();
        gates.providers().forEach((gate, provider) -> now.put(gate, provider.source()));
        known.keySet().stream().filter(gate -> !now.containsKey(gate)).sorted().forEach(gate -> tell(gate, Optional.empty()));
        now.forEach((gate, source) -> {
            if (!source.equals(known.get(gate))) {
                tell(gate, Optional.of(source.bundle()));
            }
        });
        known.clear();
        known.putAll(now);
    }

    private void tell(String gate, Optional<String> provider) {
        observers.tell(new HostEvent.GateMoved(gate, provider, clock.instant()));
    }
}
