package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import java.time.Clock;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Tells the gates which services come and go. A service that goes says so before it is gone, and is held there until the calls in
 * it have ended: so none is ever made on a provider that is no longer there.
 *
 * <p>A provider may itself need the plugins, as the queue does. So the plugins are there first, and need no provider to be there.
 */
@Component(service = {}, immediate = true)
public final class GateProviders {
    private final Gates gates;
    private final CleanupDebts debts;
    private final ProviderWatch watch;

    @Activate
    public GateProviders(@Reference Gates gates, @Reference CleanupDebts debts, @Reference Plugins plugins, @Reference EventObservers observers) {
        this.gates = gates;
        this.debts = debts;
        this.watch = new ProviderWatch(gates, observers, Clock.systemUTC());
        gates.onChange(watch::look);
        watch.look();
    }

    @Deactivate
    void close() {
        gates.onChange(() -> { });
    }

    @Reference(service = Capability.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(Capability capability, ServiceReference<Capability> reference) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        Bundle bundle = reference.getBundle();
        gates.add(capability, new Provider.Source(id(reference), ranking, bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion()));
        gates.settle(debts);
    }

    void remove(Capability capability, ServiceReference<Capability> reference) {
        gates.remove(id(reference));
    }

    private static long id(ServiceReference<Capability> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }
}
