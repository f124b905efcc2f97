package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.bridge.internal.NodeWork;
import dev.tollgate.engine.Engine;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.Pools;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.RetryPolicy;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredJobs;
import dev.tollgate.jobs.internal.StoredJobsAdmin;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.jobs.internal.Upkeep;
import dev.tollgate.jobs.internal.Worker;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import dev.tollgate.jobs.internal.schedule.StoredSchedules;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.NodeGates;
import dev.tollgate.lifecycle.internal.hook.HookChain;
import dev.tollgate.lifecycle.internal.hook.HookPoints;
import dev.tollgate.lifecycle.internal.nodes.CatalogueFollower;
import dev.tollgate.lifecycle.internal.trust.Trust;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node: the lifecycle and the job engine as their components make them, on one thread. Who waits for a job turns the clock and does the
 * jobs that are due.
 */
final class ModelNode {
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofHours(2);
    private static final Duration LONG = Duration.ofDays(365);
    private static final Limits ROOMY = Limits.JOB.with(new Fuel(1_000_000), Bytes.ofMiB(64), Duration.ofMinutes(10));
    private static final Ceilings CEILINGS = new Ceilings(Limits.HOOK.with(new Fuel(1_000_000), Bytes.ofMiB(64), Duration.ofMinutes(10)), ROOMY, ROOMY,
            Duration.ofMinutes(10));
    /** The second trip is the last. */
    private static final BreakerPolicy BREAKER = new BreakerPolicy(new BreakerRule(1, LONG, Duration.ofSeconds(1), 1, LONG), new TripsKept(10, 100));
    /** Versions are compiled once for all nodes and plans. */
    private static final Engine ENGINE = new WasmEngine(new Pools(Bytes.ofMiB(256), Duration.ofMinutes(1), System::nanoTime));

    private final NodeStores stores;
    private final TurnedClock clock;
    private final AtomicLong nanos = new AtomicLong();
    private final LaterTimer timer = new LaterTimer();
    private final Worker worker;
    private final Upkeep upkeep;
    private final Optional<CatalogueFollower> follower;
    final Seam seam;
    final NodeGates gates;
    final BreakerRegistry breakers;
    final PluginRegistry plugins;
    final HookChain hooks;
    final Jobs jobs;
    final StoredQueue queue;
    final LifecycleQueue tasks;
    final PluginLoader loader;

    /** @param number which of those that share the stores */
    ModelNode(int number, NodeStores stores, boolean shared, Seam seam, World world) {
        this.stores = stores;
        this.seam = seam;
        this.clock = world.clock();
        CatalogueStore catalogue = seam.watch(CatalogueStore.class, stores.catalogue());
        JobStore jobStore = seam.watch(JobStore.class, stores.jobs());
        ScheduleStore scheduleStore = seam.watch(ScheduleStore.class, stores.schedules());
        ChosenCatalogue chosen = new ChosenCatalogue(catalogue);
        gates = new NodeGates(seam.watch(GrantStore.class, stores.grants()), clock, shared);
        Journal.data().forEach(gates::provide);
        gates.provide(world.queue());
        CleanupDebts debts = new CleanupDebts(chosen);
        GateBook book = new GateBook(gates.gates, gates.grants, debts, clock);
        loader = new PluginLoader(ENGINE, chosen, gates.gates, book, world.config(), CEILINGS, new Trust(Map.of()));
        breakers = BreakerRegistry.of(seam.watch(BreakerStore.class, stores.breakers()), BREAKER, clock);

        Doorbell bell = new Doorbell();
        ScheduleBell schedules = new ScheduleBell();
        Random random = new Random(number);
        queue = new StoredQueue(jobStore, bell, random);
        jobs = StoredJobs.of(jobStore, scheduleStore, new Reckoner(), "n" + number);
        JobsAdmin admin = new StoredJobsAdmin(jobStore, scheduleStore, new Reckoner(), "n" + number, random, bell, schedules);
        Handlers<Integer> handlers = new Handlers<>();
        EngineSettings settings = new EngineSettings(1, LEASE, Duration.ofSeconds(1), Duration.ofSeconds(1), LONG, LONG, 1_000, LONG, 1_000);
        worker = new Worker("n" + number, jobStore, handlers, settings, new RetryPolicy(random), bell, Runnable::run);
        upkeep = new Upkeep(worker, jobStore, settings, bell);
        tasks = new LifecycleQueue(queue, jobs, catalogue.name(), PATIENCE, LONG, nanos::get, time -> pause());

        PluginNews news = new PluginNews(Runnable::run);
        plugins = new PluginRegistry(catalogue, new PluginLibrary.Stewards(gates.grants, gates.gates, book, debts, breakers), loader, CEILINGS, tasks,
                news, new CatalogueRules(world.development(), 100, 10_000), new Drain(Duration.ofSeconds(10), timer), timer, clock);
        world.config().listen(number, new ConfigReload(plugins, timer)::changed);
        PluginCalls calls = seam.watch(PluginCalls.class, new GuardedCalls(new PooledInvoker(), breakers, plugins));
        hooks = HookChain.of(plugins, calls, new HookPoints(), Duration.ofMinutes(10), nanos::get);
        NodeWork work = NodeWork.of(plugins, calls, StoredSchedules.of(scheduleStore, clock, new Reckoner(), schedules), jobs, admin);
        LifecycleTasks handler = new LifecycleTasks(plugins, calls);
        handler.add(work.work());
        handlers.add(1, new Serving(tasks.name(), handler, 1));
        news.add(work.follower(), plugins);
        follower = shared ? catalogue.watchPlugins().map(watch -> CatalogueFollower.of(watch, plugins, debts, gates.gates, nanos::get))
                : Optional.empty();
    }

    private void pause() {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        clock.turn(TURN);
        work();
    }

    /** Does the jobs that are due, and what was put off. */
    void work() {
        worker.round();
        while (worker.flush()) {
            worker.round();
        }
        timer.turn();
    }

    /** Learns what others did, and does what is left of it here. */
    void catchUp() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        gates.look();
        follower.ifPresent(CatalogueFollower::look);
    }

    /** Takes over what a node that is gone had begun; its leases are over by then. */
    void inherit() {
        clock.turn(LEASE.multipliedBy(2));
        upkeep.tick();
    }

    NodeStores stores() {
        return stores;
    }

    void provide(Capability queueGate, boolean provided) {
        if (provided) {
            gates.provide(queueGate);
        } else {
            gates.withdraw(queueGate);
        }
    }

    /** Nothing more happens here; what it has in memory is gone. */
    void end() {
        follower.ifPresent(CatalogueFollower::close);
        plugins.close();
        gates.grants.close();
        stores.close().run();
    }
}
