package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.manifest.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One plugin version's gatekeeper: asked, granted, provided, in that order, looked up at every call. What a grant and a provider
 * together come to is worked out once, and again when one of the two is another.
 */
public final class PluginGates implements Gatekeeper {
    /**
     * The capability that has no functions: while a plugin holds it, its jobs have the operator's second set of caps. Nothing waits
     * for it, without it they have the first.
     */
    private static final String HIGH_RESOURCE_JOBS = "high_resource_jobs";

    private final PluginId plugin;
    private final Manifest manifest;
    private final Map<String, Map<String, byte[]>> files;
    private final GrantRegistry grants;
    private final Gates gates;
    private final GateBook book;
    private final Map<String, Set<GateName>> imported = new HashMap<>();
    private final List<String> required;
    private final Map<GateName, Entrance> entrances = new ConcurrentHashMap<>();
    private volatile boolean retired;

    /** One gate as this plugin sees it. */
    private static final class Entrance {
        private final GateName gate;
        private final GrantRegistry.Standing standing;
        private final GateUse use;
        private volatile OpenGate open;

        Entrance(GateName gate, GrantRegistry.Standing standing, GateUse use) {
            this.gate = gate;
            this.standing = standing;
            this.use = use;
        }
    }

    /**
     * @param imports the gates that the module imports functions of
     * @param files   what the package has for each capability: the path in the folder of its name, and the content
     */
    PluginGates(PluginId plugin, Manifest manifest, Set<GateName> imports, Map<String, Map<String, byte[]>> files, GrantRegistry grants,
            Gates gates, GateBook book) {
        this.plugin = plugin;
        this.manifest = manifest;
        this.files = files;
        this.grants = grants;
        this.gates = gates;
        this.book = book;
        imports.forEach(gate -> imported.computeIfAbsent(gate.capability(), unknown -> new HashSet<>()).add(gate));
        this.required = manifest.capabilities().keySet().stream()
                .filter(capability -> !manifest.optional(capability) && !capability.equals(HIGH_RESOURCE_JOBS)).sorted().toList();
    }

    /** What the manifest does not ask for was refused at install and can never be granted, so the grant is all there is to ask. */
    @Override
    public Passage pass(GateName gate, Supplier<Duration> patience) throws GateException {
        Entrance entrance = entrances.get(gate);
        if (entrance == null) {
            entrance = entrances.computeIfAbsent(gate, unknown -> new Entrance(gate, grants.standing(plugin, gate.capability()),
                    book.use(plugin.slug(), gate)));
        }
        Grant grant = entrance.standing.open();
        if (grant == null) {
            entrance.use.count(Errno.EPERM, 0);
            throw new GateException(Errno.EPERM, plugin + " was not granted " + gate.capability());
        }
        Provider provider = enter(entrance, patience);
        OpenGate open = entrance.open;
        if (open != null && open.isOf(provider, grant)) {
            return open;
        }
        try {
            return open(entrance, provider, grant);
        } catch (GateException | RuntimeException | Error failed) {
            provider.leave();
            throw failed;
        }
    }

    private Provider enter(Entrance entrance, Supplier<Duration> patience) throws GateException {
        try {
            return gates.enter(entrance.gate, patience);
        } catch (GateException unavailable) {
            entrance.use.count(Errno.EUNAVAILABLE, 0);
            throw unavailable;
        }
    }

    private OpenGate open(Entrance entrance, Provider provider, Grant grant) throws GateException {
        synchronized (entrance) {
            Object scope;
            try {
                scope = ScopeCheck.granted(provider.contract(), manifest.scope(grant.capability()).toString(), grant.scope());
            } catch (IllegalArgumentException unusable) {
                throw new GateException(Errno.EPERM, plugin + ": " + unusable.getMessage());
            }
            prepare(provider);
            OpenGate open = new OpenGate(plugin, entrance.gate, entrance.standing, grant, scope, provider, gates, book, entrance.use);
            entrance.open = open;
            return open;
        }
    }

    /** A version that has been replaced would bring back its own data. */
    private void prepare(Provider provider) throws GateException {
        if (provider.capability() instanceof PluginData data && !retired) {
            data.prepare(plugin, files.getOrDefault(provider.contract().name().capability(), Map.of()));
        }
    }

    /**
     * Makes the data of every granted capability that is provided now fit this version.
     *
     * @throws GateException with what is wrong
     */
    public void prepare() throws GateException {
        for (Provider provider : gates.providers().values()) {
            String capability = provider.contract().name().capability();
            if (manifest.asksFor(capability) && grants.find(plugin, capability).isPresent() && provider.enter()) {
                try {
                    prepare(provider);
                } finally {
                    provider.leave();
                }
            }
        }
    }

    /** Another version takes over: the data is its own now, though invocations that began on this one may still be under way. */
    public void retire() {
        retired = true;
    }

    /** The other version did not: the data is this one's again. */
    public void reinstate() throws GateException {
        retired = false;
        prepare();
    }

    public boolean holds(String capability) {
        return grants.standing(plugin, capability).open() != null;
    }

    /** Whether its jobs have the operator's second set of caps now. */
    public boolean highResourceJobs() {
        return manifest.asksFor(HIGH_RESOURCE_JOBS) && holds(HIGH_RESOURCE_JOBS) && gates.provides(HIGH_RESOURCE_JOBS);
    }

    /** Whether all that the module imports of a capability is provided now; any version of it where it imports nothing. */
    public boolean provided(String capability) {
        Set<GateName> needed = imported.get(capability);
        return needed == null ? gates.provides(capability) : needed.stream().allMatch(gates::provides);
    }

    /** The capabilities that are required and granted, but not provided: the plugin waits for them. */
    public List<String> missing() {
        List<String> missing = List.of();
        for (int i = 0; i < required.size(); i++) {
            String capability = required.get(i);
            if (!provided(capability) && holds(capability)) {
                missing = new ArrayList<>(missing);
                missing.add(imported.getOrDefault(capability, Set.of()).stream().filter(gate -> !gates.provides(gate))
                        .map(GateName::toString).sorted().findFirst().orElse(capability));
            }
        }
        return missing;
    }

    /**
     * The same, when providers that have just gone had so much time to be replaced. One that comes and goes once more, as in an
     * update that a refresh follows, is waited for again.
     */
    public List<String> missing(Duration patience) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return missing;
        }
        long end = gates.nanoTime() + patience.toNanos();
        boolean came = true;
        while (came && !missing.isEmpty()) {
            came = came(Duration.ofNanos(end - gates.nanoTime()));
            missing = missing();
        }
        return missing;
    }

    /** Whether each gate that is waited for was provided, if only for a moment, before the patience ended. */
    private boolean came(Duration patience) {
        return required.stream().filter(this::holds).allMatch(capability -> imported.containsKey(capability)
                ? imported.get(capability).stream().allMatch(gate -> gates.provides(gate, patience)) : provided(capability));
    }
}
