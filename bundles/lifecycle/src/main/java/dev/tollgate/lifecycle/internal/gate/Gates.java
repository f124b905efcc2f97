package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.PluginData;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gates that bundles provide now. A service that goes tells so before it is gone, and is held there until the calls in it have
 * ended: so none is ever made on a provider that is no longer there.
 */
@Component(service = Gates.class, configurationPid = GateSettings.PID)
@Designate(ocd = GateSettings.class)
public final class Gates {
    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    /** How long those who were told to stop have for it. */
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final Predicate<String> installed;
    private final LongSupplier nanoTime;
    private final Map<GateName, Station> stations = new ConcurrentHashMap<>();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private volatile GateRules rules;

    @Activate
    public Gates(BundleContext context, GateSettings settings) {
        this(GateRules.of(settings), bundle -> Arrays.stream(context.getBundles()).anyMatch(each -> bundle.equals(each.getSymbolicName())),
                System::nanoTime);
    }

    Gates(GateRules rules, Predicate<String> installed, LongSupplier nanoTime) {
        this.rules = rules;
        this.installed = installed;
        this.nanoTime = nanoTime;
    }

    @Modified
    void configure(GateSettings settings) {
        rules = GateRules.of(settings);
    }

    @Reference(service = Capability.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(Capability capability, ServiceReference<Capability> reference) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        add(capability, new Provider.Source((Long) reference.getProperty(Constants.SERVICE_ID), ranking, reference.getBundle().getBundleId(),
                reference.getBundle().getSymbolicName(), reference.getBundle().getVersion()));
    }

    void remove(Capability capability, ServiceReference<Capability> reference) {
        remove((Long) reference.getProperty(Constants.SERVICE_ID));
    }

    void add(Capability capability, Provider.Source source) {
        try {
            Provider provider = new Provider(capability, source);
            GateName gate = provider.contract().name();
            String owner = owner(gate.capability(), source.bundle());
            if (!owner.equals(source.bundle())) {
                LOG.error("{} of bundle {} is not used: {} belongs to bundle {}; 'providers = {}={}' in the configuration {} gives it away",
                        gate, source.bundle(), gate.capability(), owner, gate.capability(), source.bundle(), GateSettings.PID);
                return;
            }
            stations.computeIfAbsent(gate, unknown -> new Station(nanoTime)).add(provider);
        } catch (IllegalArgumentException unusable) {
            LOG.error("a capability of bundle {} is not used: {}", source.bundle(), unusable.getMessage());
        }
    }

    void remove(long service) {
        for (Station station : stations.values()) {
            station.remove(service, rules.patience()).ifPresent(this::drain);
        }
    }

    /** A name belongs to the bundle that the operator or the host says, else to the first one that provides it, while it is installed. */
    private String owner(String capability, String bundle) {
        return rules.provider(capability).orElseGet(() -> owners.compute(capability,
                (name, owner) -> owner == null || !installed.test(owner) ? bundle : owner));
    }

    private void drain(Provider provider) {
        try {
            if (!provider.drained(rules.drain())) {
                LOG.warn("{} of bundle {} goes while {} calls are in it: they are stopped", provider.contract().name(),
                        provider.source().bundle(), provider.inside());
                provider.abandon();
                provider.drained(LAST_CALL);
            }
        } catch (InterruptedException stopping) {
            provider.abandon();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The provider of a gate, with one more call in it.
     *
     * @throws GateException {@link Errno#EUNAVAILABLE} where there is none
     */
    Provider enter(GateName gate, Supplier<Duration> patience) throws GateException {
        Station station = stations.get(gate);
        Provider provider = station == null ? null : station.enter(patience);
        if (provider == null) {
            throw new GateException(Errno.EUNAVAILABLE, "no bundle provides " + gate + " now");
        }
        return provider;
    }

    /** What a gate offers now; empty where nobody provides it. */
    public Optional<GateContract> contract(GateName gate) {
        return Optional.ofNullable(stations.get(gate)).flatMap(Station::current).map(Provider::contract);
    }

    public boolean provides(GateName gate) {
        Station station = stations.get(gate);
        return station != null && station.provided();
    }

    /** Whether some major version of a capability has a provider. */
    public boolean provides(String capability) {
        return stations.entrySet().stream().anyMatch(each -> each.getKey().capability().equals(capability) && each.getValue().provided());
    }

    /** Whether a gate has a provider, or gets one in time where the last one has just gone. */
    boolean provides(GateName gate, Duration patience) {
        Station station = stations.get(gate);
        return station != null && station.provided(patience);
    }

    /** The contracts of all present majors of a capability. */
    List<GateContract> contracts(String capability) {
        return stations.entrySet().stream().filter(each -> each.getKey().capability().equals(capability))
                .flatMap(each -> each.getValue().current().stream()).map(Provider::contract).toList();
    }

    /** The present providers, by gate. */
    Map<String, Provider> providers() {
        Map<String, Provider> present = new ConcurrentSkipListMap<>();
        stations.forEach((gate, station) -> station.current().ifPresent(provider -> present.put(gate.toString(), provider)));
        return present;
    }

    /** A plugin was removed: present providers delete what they keep for it. */
    public void forget(String slug) {
        for (Provider provider : providers().values()) {
            if (provider.capability() instanceof PluginData data && provider.enter()) {
                try {
                    data.forget(slug);
                } catch (RuntimeException failure) {
                    LOG.error("{} could not delete what it keeps for {}", provider.contract().name(), slug, failure);
                } finally {
                    provider.leave();
                }
            }
        }
    }

    GateRules rules() {
        return rules;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }
}
