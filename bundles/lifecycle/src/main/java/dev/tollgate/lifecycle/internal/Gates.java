package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gates that bundles provide now. Where two provide one gate, the service with the higher ranking does. */
@Component(service = Gates.class)
public final class Gates {
    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private record Provider(ServiceReference<Capability> reference, Capability capability, GateName gate) {
    }

    private final Map<ServiceReference<Capability>, Provider> providers = new ConcurrentHashMap<>();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(Capability capability, ServiceReference<Capability> reference) {
        try {
            providers.put(reference, new Provider(reference, capability, GateContract.of(capability).name()));
        } catch (IllegalArgumentException unusable) {
            LOG.error("a capability of bundle {} is not used: {}", reference.getBundle(), unusable.getMessage());
        }
    }

    void remove(Capability capability, ServiceReference<Capability> reference) {
        providers.remove(reference);
    }

    Optional<Capability> provider(GateName gate) {
        return providers.values().stream().filter(provider -> provider.gate().equals(gate))
                .max(Comparator.comparing(Provider::reference)).map(Provider::capability);
    }

    boolean provides(String capability) {
        return providers.values().stream().anyMatch(provider -> provider.gate().capability().equals(capability));
    }

    /** The gates provided now, by name. */
    List<GateName> provided() {
        return providers.values().stream().map(Provider::gate).distinct()
                .sorted(Comparator.comparing(GateName::toString)).toList();
    }
}
