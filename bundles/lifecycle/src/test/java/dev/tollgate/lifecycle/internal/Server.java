package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.Pools;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.PluginWork;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.internal.gate.TestGates;
import dev.tollgate.lifecycle.internal.hook.HookChain;
import dev.tollgate.lifecycle.internal.hook.HookPoints;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.internal.trust.Trust;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The lifecycle bundle with the real engine, a store in memory and a queue gate that takes everything down. */
final class Server {
    @Gate(name = "queue")
    public interface QueueGate {
        @GateFunction("enqueue")
        String enqueue(GateCall call, String type, byte[] payload, String options) throws GateException;

        @GateFunction("status")
        String status(GateCall call, String id) throws GateException;
    }

    static final class Queue implements Capability, QueueGate {
        final List<String> enqueued = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        /** The same with the version in place of the slug. */
        final List<String> versions = new ArrayList<>();
        /** What happens while a guest is in it. */
        Runnable meanwhile = () -> { };

        @Override
        public String enqueue(GateCall call, String type, byte[] payload, String options) {
            enqueued.add(call.plugin().slug() + " " + type);
            versions.add(call.plugin().version() + " " + type);
            meanwhile.run();
            return "id";
        }

        @Override
        public String status(GateCall call, String id) throws GateException {
            asked.add(call.plugin().slug() + " " + id);
            throw new GateException(Errno.ENOENT, "no");
        }
    }

    static final Ceilings CEILINGS = new Ceilings(
            Limits.HOOK.with(new Fuel(100_000_000), Bytes.ofMiB(128), Duration.ofSeconds(60)),
            Limits.JOB.with(new Fuel(100_000_000), Bytes.ofMiB(128), Duration.ofSeconds(60)),
            Limits.JOB.with(new Fuel(1_000_000_000), Bytes.ofMiB(256), Duration.ofSeconds(600)), Duration.ofSeconds(60));
    static final BreakerPolicy BREAKER = new BreakerPolicy(BreakerRule.DEFAULT, new TripsKept(100, 1_000));

    static final Duration DRAIN = Duration.ofSeconds(10);

    private static final AtomicLong seconds = new AtomicLong();

    final MemoryStore store;
    final HandQueue jobs;
    final HandWork work;
    final Queue queue = new Queue();
    final MemoryConfig config = new MemoryConfig();
    /** No call waits for a provider that went. */
    final TestGates gates = new TestGates(Duration.ZERO);
    /** Each look at it is a second later. */
    final Clock clock = ((InstantSource) () -> Instant.parse("2026-03-01T12:00:00Z").plusSeconds(seconds.getAndIncrement()))
            .withZone(ZoneOffset.UTC);
    /** What breakers look at. */
    final HandClock time = new HandClock();
    /** What listeners were not told yet. */
    final Deque<Runnable> untold = new ArrayDeque<>();
    final PluginNews news = new PluginNews(untold::add);
    /** Anything runs, until a test says otherwise. */
    final Trust trust;
    /** Ends what generations that were replaced have begun. */
    final HandTimer drain = new HandTimer();
    /** Reloads what was set something else for. */
    final HandTimer reloading = new HandTimer();
    /** What observers were told. */
    final List<HostEvent> events = new CopyOnWriteArrayList<>();
    final EventObservers observers = new EventObservers();
    final BreakerRegistry breakers;
    final PluginLoader loader;
    final PluginRegistry plugins;
    final ConfigReload reload;
    final GuardedCalls calls;
    final HookPoints points = new HookPoints();
    final HookChain hooks;
    final LifecycleTasks tasks;

    Server() {
        this(new MemoryStore());
    }

    /** A server on a store that another one left behind. */
    Server(MemoryStore store) {
        this(store, new HandQueue(), new HandWork(), new CrashPoint());
    }

    /** An empty one that keeps its catalogue by other rules. */
    Server(CatalogueRules rules) {
        this(new MemoryStore(), new CrashPoint(), rules);
    }

    private Server(MemoryStore store, CrashPoint crash, CatalogueRules rules) {
        this(store, store, new HandQueue(), new HandWork(), crash, new HandTimer(), Map.of(), rules);
    }

    /** The same, with jobs that it left behind; it crashes where it is told to. */
    Server(MemoryStore store, HandQueue jobs, HandWork work, CrashPoint crash) {
        this(store, jobs, work, crash, Map.of());
    }

    /** @param policy whose packages may run */
    Server(MemoryStore store, HandQueue jobs, HandWork work, CrashPoint crash, Map<String, Object> policy) {
        this(store, crash.watch(CatalogueStore.class, store), jobs, work, crash, new HandTimer(), policy, CatalogueRules.DEFAULT);
    }

    /** One that sees the catalogue of that store as it is shown. */
    Server(MemoryStore store, CatalogueStore catalogue, Timer restoring, Capability... provided) {
        this(store, catalogue, new HandQueue(), new HandWork(), new CrashPoint(), restoring, Map.of(), CatalogueRules.DEFAULT, provided);
    }

    private Server(MemoryStore store, CatalogueStore catalogue, HandQueue jobs, HandWork work, CrashPoint crash, Timer restoring,
            Map<String, Object> policy, CatalogueRules rules, Capability... provided) {
        this.trust = new Trust(policy);
        this.store = store;
        this.jobs = jobs;
        this.work = work;
        provideQueue();
        List.of(provided).forEach(gates::add);
        observers.add(events::add);
        GrantRegistry grants = GrantRegistry.of(crash.watch(GrantStore.class, store), clock, observers);
        ChosenCatalogue chosen = new ChosenCatalogue(catalogue, observers);
        CleanupDebts debts = new CleanupDebts(chosen);
        GateBook book = new GateBook(gates.gates, grants, debts, clock);
        loader = new PluginLoader(new WasmEngine(new Pools(Bytes.ofMiB(256), Duration.ofMinutes(1), System::nanoTime)), chosen,
                gates.gates, book, config, CEILINGS, trust);
        breakers = new BreakerRegistry(crash.watch(BreakerStore.class, store.breakers), BREAKER, time, observers);
        plugins = new PluginRegistry(chosen.store(), new PluginLibrary.Stewards(grants, gates.gates, book, debts, breakers), loader, CEILINGS,
                jobs.lifecycle(), news, rules, new Drain(DRAIN, drain), restoring, clock);
        reload = new ConfigReload(plugins, reloading);
        config.listener = reload::changed;
        calls = new GuardedCalls(new PooledInvoker(), breakers, plugins);
        hooks = HookChain.of(plugins, calls, points, CEILINGS.hookChain(), System::nanoTime);
        tasks = new LifecycleTasks(plugins, crash.watch(PluginCalls.class, calls));
        tasks.add(crash.watch(PluginWork.class, work));
        jobs.serve(tasks);
    }

    void provideQueue() {
        gates.add(queue);
    }

    void withdrawQueue() {
        gates.remove(queue);
    }

    void tellListeners() {
        while (!untold.isEmpty()) {
            untold.remove().run();
        }
    }

    PluginId install(byte[] content) {
        try {
            return plugins.install(content, "test");
        } catch (InstallException refused) {
            throw new AssertionError(refused);
        }
    }
}
