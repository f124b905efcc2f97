package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.configuration.RefusedConfigurationException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gates that bundles provide now, each of which belongs to one bundle. */
@Component(service = Gates.class, configurationPid = GateSettings.PID)
@Designate(ocd = GateSettings.class)
public final class Gates {
    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    /** How long those who were told to stop have for it. */
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final Predicate<String> installed;
    private final LongSupplier nanoTime;
    private final Map<GateName, Station> stations = new ConcurrentHashMap<>();
    /** What is there by its service id, used or not; whoever changes what is used of one holds its entry. */
    private final Map<Long, Offer> offers = new ConcurrentHashMap<>();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private volatile GateRules rules;
    private volatile Runnable changed = () -> { };

    @Activate
    public Gates(BundleContext context, GateSettings settings, Map<String, Object> properties) {
        RefusedConfigurationException.throwIfRefused(properties);
        this.rules = GateRules.of(settings);
        this.installed = bundle -> Arrays.stream(context.getBundles()).anyMatch(each -> bundle.equals(each.getSymbolicName()));
        this.nanoTime = System::nanoTime;
    }

    private Gates(Predicate<String> installed, LongSupplier nanoTime) {
        this.installed = installed;
        this.nanoTime = nanoTime;
    }

    static Gates of(GateRules rules, Predicate<String> installed, LongSupplier nanoTime) {
        Gates gates = new Gates(installed, nanoTime);
        gates.rules = rules;
        return gates;
    }

    /** A capability that a bundle has, whether it may provide it or not. */
    private record Offer(GateName gate, Capability capability, Provider.Source source) {
    }

    /** Names that were given away change hands: the next provider is there before the calls in the former one end. */
    @Modified
    void configure(GateSettings settings) {
        rules = GateRules.of(settings);
        offers.keySet().forEach(this::use);
        offers.forEach((service, offer) -> {
            if (!isOwner(offer)) {
                withdraw(service);
            }
        });
        changed.run();
    }

    /** @param listener is called when providers may be other ones */
    void onChange(Runnable listener) {
        changed = listener;
    }

    void add(Capability capability, Provider.Source source) {
        try {
            Offer offer = new Offer(new Provider(capability, source).contract().name(), capability, source);
            offers.put(source.service(), offer);
            use(source.service());
            changed.run();
            if (!isOwner(offer)) {
                String name = offer.gate().capability();
                LOG.error("{} of bundle {} is not used: {} belongs to bundle {}; 'providers = {}={}' in the configuration {} gives it away",
                        offer.gate(), source.bundle(), name, owner(name, source.bundle()), name, source.bundle(), GateSettings.PID);
            }
        } catch (IllegalArgumentException unusable) {
            LOG.error("a capability of bundle {} is not used: {}", source.bundle(), unusable.getMessage());
        }
    }

    private void use(long id) {
        offers.computeIfPresent(id, (service, offer) -> {
            if (isOwner(offer)) {
                Station station = stations.computeIfAbsent(offer.gate(), unknown -> new Station(nanoTime));
                if (!station.has(service)) {
                    station.add(new Provider(offer.capability(), offer.source()));
                }
            }
            return offer;
        });
    }

    private boolean isOwner(Offer offer) {
        return owner(offer.gate().capability(), offer.source().bundle()).equals(offer.source().bundle());
    }

    /** Returns when nobody is in it any more, or the last ones were told to stop. */
    void remove(long service) {
        offers.remove(service);
        withdraw(service);
        changed.run();
    }

    private void withdraw(long service) {
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

    /** The contracts of those majors of a capability that are present and imported; of all present ones where none is imported. */
    List<GateContract> contracts(String capability, Set<GateName> imports) {
        boolean any = imports.stream().noneMatch(gate -> gate.capability().equals(capability));
        return stations.entrySet().stream()
                .filter(each -> each.getKey().capability().equals(capability) && (any || imports.contains(each.getKey())))
                .flatMap(each -> each.getValue().current().stream()).map(Provider::contract).toList();
    }

    /** The present providers, by gate. */
    Map<String, Provider> providers() {
        Map<String, Provider> present = new ConcurrentSkipListMap<>();
        stations.forEach((gate, station) -> station.current().ifPresent(provider -> present.put(gate.toString(), provider)));
        return present;
    }

    /** Plugins were removed: present providers delete what they keep for them. One that keeps nothing owes nothing. */
    public void settle(CleanupDebts debts) {
        Collection<Provider> present = providers().values();
        Set<String> keepers = present.stream().filter(provider -> provider.capability() instanceof PluginData).map(Gates::capability)
                .collect(Collectors.toSet());
        for (Provider provider : present) {
            if (provider.capability() instanceof PluginData data) {
                settle(debts, provider, data);
            } else if (!keepers.contains(capability(provider))) {
                settle(debts, provider, new NoData());
            }
        }
    }

    private static void settle(CleanupDebts debts, Provider provider, PluginData data) {
        if (provider.enter()) {
            try {
                debts.settle(capability(provider), data);
            } finally {
                provider.leave();
            }
        }
    }

    private static String capability(Provider provider) {
        return provider.contract().name().capability();
    }

    GateRules rules() {
        return rules;
    }
}
