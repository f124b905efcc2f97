package dev.tollgate.store.postgres.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.GateSettings;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.internal.gate.PluginGates;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;

/** One node with one plugin, as far as its gates; nobody provides them. */
final class Node implements AutoCloseable {
    static final PluginId PLUGIN = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
    /** It does not end while a test runs, so that it closes no gate that something else should have. */
    static final Duration LONG = Duration.ofMinutes(30);
    private static final String MANIFEST = """
            apiVersion: tollgate/v1
            slug: probe
            name: Probe
            version: 1.0.0
            server: { wasm: plugin.wasm }
            capabilities: { kv: {}, queue: {} }
            """;

    final GrantRegistry grants;
    private final Database database;
    private final PluginGates plugin;

    Node(PostgresSettings settings, Duration lease) throws SQLException {
        database = Database.open(settings);
        grants = new GrantRegistry(new PostgresGrantStore(database), new EventObservers(), annotation(GrantRegistry.Settings.class, lease),
                Map.of());
        plugin = new GateBook(new Gates(proxy(BundleContext.class), annotation(GateSettings.class, lease), Map.of()), grants,
                new CleanupDebts(new ChosenCatalogue(proxy(CatalogueStore.class))))
                .open(PLUGIN, manifest(), Set.of(new GateName("kv", 1), new GateName("queue", 1)), Map.of());
    }

    @Override
    public void close() {
        grants.close();
        database.close();
    }

    /** Whether a call of a gate is not EPERM. */
    boolean open(String capability) {
        try {
            plugin.pass(new GateName(capability, 1), () -> Duration.ZERO);
            throw new AssertionError("nobody provides it");
        } catch (GateException refused) {
            if (refused.errno() != Errno.EPERM && refused.errno() != Errno.EUNAVAILABLE) {
                throw new AssertionError(refused);
            }
            return refused.errno() == Errno.EUNAVAILABLE;
        }
    }

    boolean holds(String capability) {
        return plugin.holds(capability);
    }

    void awaitOpen(String capability, boolean open) {
        long start = System.nanoTime();
        while (open(capability) != open) {
            if (System.nanoTime() - start > Duration.ofMinutes(1).toNanos()) {
                throw new AssertionError(capability + " did not become " + (open ? "open" : "closed"));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Manifest manifest() {
        try {
            return new ManifestReader().read(MANIFEST.getBytes(UTF_8));
        } catch (ManifestException invalid) {
            throw new AssertionError(invalid);
        }
    }

    /** With its defaults, and a lease. */
    private static <T extends Annotation> T annotation(Class<T> type, Duration lease) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                method.getName().equals("lease_ms") ? (int) lease.toMillis() : method.getDefaultValue()));
    }

    /** It has nothing, and can nothing. */
    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getReturnType() == Set.class) {
                return Set.of();
            }
            throw new UnsupportedOperationException(method.getName());
        }));
    }
}
