package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateName;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
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

    private record Provider(long id, int ranking, Capability capability, GateName gate) {
        static Provider of(Capability capability, Map<String, Object> properties) {
            int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
            return new Provider((Long) properties.get(Constants.SERVICE_ID), ranking, capability, GateContract.of(capability).name());
        }
    }

    /** As the OSGi service registry orders services: the higher ranking first, then the one that was there first. */
    private static final Comparator<Provider> BEST = Comparator.comparingInt(Provider::ranking)
            .thenComparing(Comparator.comparingLong(Provider::id).reversed());

    private final Map<Long, Provider> providers = new ConcurrentHashMap<>();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(Capability capability, Map<String, Object> properties) {
        try {
            Provider provider = Provider.of(capability, properties);
            providers.put(provider.id(), provider);
        } catch (IllegalArgumentException unusable) {
            LOG.error("a capability is not used: {}", unusable.getMessage());
        }
    }

    void remove(Capability capability, Map<String, Object> properties) {
        providers.remove((Long) properties.get(Constants.SERVICE_ID));
    }

    Optional<Capability> provider(GateName gate) {
        return providers.values().stream().filter(provider -> provider.gate().equals(gate)).max(BEST).map(Provider::capability);
    }

    boolean provides(String capability) {
        return providers.values().stream().anyMatch(provider -> provider.gate().capability().equals(capability));
    }
}
