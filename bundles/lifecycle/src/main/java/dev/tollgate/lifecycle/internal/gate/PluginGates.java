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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin version's gatekeeper: asked, granted, provided, in that order, looked up at every call. What a grant and a provider
 * together come to is worked out once, and again when one of the two is another.
 */
public final class PluginGates implements Gatekeeper {
    private static final Logger LOG = LoggerFactory.getLogger(PluginGates.class);

    /**
     * The capability that has no functions: while a plugin holds it, its jobs have the operator's second set of caps. Nothing waits
     * for it, without it they have the first.
     */
    private static final String HIGH_RESOURCE_JOBS = "high_resource_jobs";
    /** A provider that takes longer over its data is not waited for: it may never come back. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final PluginId plugin;
    private final Manifest manifest;
    private final Map<String, Map<String, byte[]>> files;
    private final GrantRegistry grants;
    private final Gates gates;
    private final CleanupDebts debts;
    private final GateBook book;
    private final Map<String, Set<GateName>> imported = new HashMap<>();
    private final List<String> required;
    private final Map<GateName, Entrance> entrances = new ConcurrentHashMap<>();
    /** Whoever retires it waits for who makes its data ready at that moment, and would do so after the next version otherwise. */
    private final ReadWriteLock turn = new ReentrantReadWriteLock();
    private volatile boolean retired;

    /** One gate as this plugin sees it. */
    private static final class Entrance {
        private final GateName gate;
        private final GrantRegistry.Standing standing;
        private final GateUse use;
        private final ReentrantLock opening = new ReentrantLock();
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
            Gates gates, CleanupDebts debts, GateBook book) {
        this.plugin = plugin;
        this.manifest = manifest;
        this.files = files;
        this.grants = grants;
        this.gates = gates;
        this.debts = debts;
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
        Errno failed = Errno.EINTERNAL;
        try {
            open = open(entrance, provider, grant, patience);
            failed = null;
            return open;
        } catch (GateException refused) {
            failed = refused.errno();
            throw refused;
        } finally {
            if (failed != null) {
                entrance.use.count(failed, 0);
                provider.leave();
            }
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

    /** One of them makes the data ready, which can take its time; the others wait for that as long as they can. */
    private OpenGate open(Entrance entrance, Provider provider, Grant grant, Supplier<Duration> patience) throws GateException {
        try {
            if (!entrance.opening.tryLock(patience.get().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new GateException(Errno.EUNAVAILABLE, entrance.gate + " is still being made ready for " + plugin);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new GateException(Errno.EUNAVAILABLE, "interrupted while " + entrance.gate + " was made ready for " + plugin);
        }
        try {
            if (entrance.open == null || !entrance.open.isOf(provider, grant)) {
                Object scope = scope(provider, grant);
                prepare(provider);
                entrance.open = new OpenGate(plugin, entrance.gate, entrance.standing, grant, scope, provider, gates, book, entrance.use);
            }
            return entrance.open;
        } finally {
            entrance.opening.unlock();
        }
    }

    private Object scope(Provider provider, Grant grant) throws GateException {
        try {
            return ScopeCheck.granted(provider.contract(), manifest.scope(grant.capability()).toString(), grant.scope());
        } catch (RuntimeException unusable) {
            throw new GateException(Errno.EPERM, plugin + ": " + unusable.getMessage());
        }
    }

    /** A version that has been replaced would bring back its own data. */
    private void prepare(Provider provider) throws GateException {
        turn.readLock().lock();
        try {
            if (provider.capability() instanceof PluginData data && !retired) {
                prepare(provider.contract().name().capability(), data);
            }
        } finally {
            turn.readLock().unlock();
        }
    }

    private void prepare(String capability, PluginData data) throws GateException {
        if (!debts.settled(plugin.slug(), capability, data)) {
            throw new GateException(Errno.EUNAVAILABLE, capability + " still keeps data of an earlier plugin " + plugin.slug());
        }
        try {
            data.prepare(plugin, files.getOrDefault(capability, Map.of()));
        } catch (RuntimeException | LinkageError broken) {
            LOG.error("{} failed to make its data fit {}", capability, plugin, broken);
            throw new GateException(Errno.EINTERNAL, capability + " failed to make its data fit " + plugin + "; the log says why");
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
        boolean alone = false;
        try {
            alone = turn.writeLock().tryLock(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        retired = true;
        if (alone) {
            turn.writeLock().unlock();
        }
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
        return missing(gates::provides);
    }

    /** The same, when each provider that has just gone had so much time to be replaced. */
    public List<String> missing(Duration patience) {
        // One that is back may be going again already; whoever calls it waits for it there. What is denied is not waited for at all.
        return missing(gate -> gates.provides(gate) || !holds(gate.capability()) || gates.provides(gate, patience));
    }

    private List<String> missing(Predicate<GateName> provided) {
        List<String> missing = List.of();
        for (int i = 0; i < required.size(); i++) {
            String capability = required.get(i);
            String lacking = lacking(capability, provided);
            if (lacking != null && holds(capability)) {
                missing = new ArrayList<>(missing);
                missing.add(lacking);
            }
        }
        return missing;
    }

    private String lacking(String capability, Predicate<GateName> provided) {
        Set<GateName> needed = imported.get(capability);
        if (needed == null) {
            return gates.provides(capability) ? null : capability;
        }
        for (GateName gate : needed) {
            if (!provided.test(gate)) {
                return gate.toString();
            }
        }
        return null;
    }
}
