package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.GateCount;
import dev.tollgate.lifecycle.GateProvider;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.limits.Rate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is counted at gates; it belongs to the plugin and the gate, whichever version calls and whoever provides. */
@Component(service = {GateBook.class, GateRecords.class})
public final class GateBook implements GateRecords {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private record Pace(GateName gate, int perMinute) {
    }

    private final Gates gates;
    private final GrantRegistry grants;
    private final CleanupDebts debts;
    private final Clock clock;
    private final Map<Pace, Rate> rates = new ConcurrentHashMap<>();
    private final Map<String, Map<String, GateUse>> uses = new ConcurrentHashMap<>();

    @Activate
    public GateBook(@Reference Gates gates, @Reference GrantRegistry grants, @Reference CleanupDebts debts) {
        this(gates, grants, debts, Clock.systemUTC());
    }

    public GateBook(Gates gates, GrantRegistry grants, CleanupDebts debts, Clock clock) {
        this.gates = gates;
        this.grants = grants;
        this.debts = debts;
        this.clock = clock;
    }

    /**
     * The gates of one plugin version.
     *
     * @param imports those that its module imports functions of
     * @param files   what the package has for each capability: the path in the folder of its name, and the content
     */
    public PluginGates open(PluginId plugin, Manifest manifest, Set<GateName> imports, Map<String, Map<String, byte[]>> files) {
        return new PluginGates(plugin, manifest, imports, files, grants, gates, debts, this);
    }

    GateUse use(String slug, GateName gate) {
        return uses.computeIfAbsent(slug, unknown -> new ConcurrentSkipListMap<>()).computeIfAbsent(gate.toString(), unknown -> new GateUse());
    }

    /** Counts a call of a gate that may be called so often in a minute; false where it was called as often already. */
    boolean tryTake(String slug, GateName gate, int perMinute) {
        return rates.computeIfAbsent(new Pace(gate, perMinute), pace -> new Rate(pace.perMinute(), MINUTE, clock)).tryTake(slug);
    }

    /** The plugin was removed. */
    public void forget(String slug) {
        uses.remove(slug);
        rates.values().forEach(rate -> rate.forget(slug));
    }

    @Override
    public List<GateProvider> providers() {
        return gates.providers().entrySet().stream().map(each -> new GateProvider(each.getKey(),
                each.getValue().source().bundle() + " " + each.getValue().source().version(), each.getValue().inside())).toList();
    }

    @Override
    public List<GateCount> counts(String slug) {
        return uses.getOrDefault(slug, Map.of()).entrySet().stream().map(each -> each.getValue().sum(slug, each.getKey())).toList();
    }
}
