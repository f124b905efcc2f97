package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.Pools;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.lifecycle.PluginWork;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.GateSettings;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.internal.nodes.CatalogueFollower;
import dev.tollgate.lifecycle.internal.trust.Trust;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Limits;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;

/** The plugins of one node, over stores that it shares, with an engine of its own; nobody provides a gate. */
public final class PluginNode implements AutoCloseable {
    private static final Ceilings CEILINGS = new Ceilings(Limits.HOOK, Limits.JOB, Limits.JOB, Duration.ofSeconds(60));

    public final PluginRegistry plugins;
    private final CatalogueFollower follower;

    public PluginNode(CatalogueStore catalogue, GrantStore grantStore, BreakerStore breakerStore, boolean development) {
        ChosenCatalogue chosen = new ChosenCatalogue(catalogue);
        Gates gates = new Gates(proxy(BundleContext.class), byDefault(GateSettings.class), Map.of());
        GrantRegistry grants = GrantRegistry.of(grantStore, Clock.systemUTC());
        CleanupDebts debts = new CleanupDebts(chosen);
        GateBook book = new GateBook(gates, grants, debts);
        PluginLoader loader = new PluginLoader(new WasmEngine(new Pools(Bytes.ofMiB(64), Duration.ofMinutes(1), System::nanoTime)), chosen,
                gates, book, proxy(ConfigValues.class), CEILINGS, new Trust(Map.of()));
        BreakerRegistry breakers = BreakerRegistry.of(breakerStore, new BreakerPolicy(BreakerRule.DEFAULT, new TripsKept(100, 1_000)),
                InstantSource.system());
        InlineJobs jobs = new InlineJobs();
        plugins = new PluginRegistry(catalogue, new PluginLibrary.Stewards(grants, gates, book, debts, breakers), loader, CEILINGS,
                jobs.lifecycle(), new PluginNews(Runnable::run), new CatalogueRules(development, 10, 1_000),
                new Drain(Duration.ofSeconds(10), new TimerThread("test-drain")), new TimerThread("test-restore"), Clock.systemUTC());
        LifecycleTasks tasks = new LifecycleTasks(plugins, new GuardedCalls(new PooledInvoker(), breakers, plugins));
        tasks.add(proxy(PluginWork.class));
        jobs.serve(tasks);
        follower = new CatalogueFollower(chosen, plugins, debts, gates);
    }

    /** The version that runs here, or "none". */
    public String runs(String slug) {
        return plugins.active(slug).map(plugin -> plugin.id().version()).orElse("none");
    }

    /** Waits for longer than it can take on a machine that does something else as well. */
    public void await(String slug, String version) {
        long start = System.nanoTime();
        while (!runs(slug).equals(version)) {
            if (System.nanoTime() - start > Duration.ofMinutes(1).toNanos()) {
                throw new AssertionError(slug + " is " + runs(slug) + " and not " + version);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        follower.close();
        plugins.close();
    }

    private static <T> T byDefault(Class<T> annotation) {
        return annotation.cast(Proxy.newProxyInstance(annotation.getClassLoader(), new Class<?>[] {annotation},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }

    /** It has nothing. */
    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Class<?> answer = method.getReturnType();
            if (answer == boolean.class) {
                return false;
            }
            return answer == Optional.class ? Optional.empty() : answer == Map.class ? Map.of() : answer == Set.class ? Set.of() : null;
        }));
    }
}
