package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;

/** Which ends of a bundle say something about its plugin. What starts do is tested in a container. */
class PluginBundlesTest {
    private final Server server = new Server();
    private final List<SynchronousBundleListener> listeners = new ArrayList<>();
    private int framework = Bundle.ACTIVE;
    private int state = Bundle.ACTIVE;
    private final Bundle system = fake(Bundle.class, (proxy, method, args) -> framework);
    private final Bundle bundle = fake(Bundle.class, (proxy, method, args) -> switch (method.getName()) {
        case "getState" -> state;
        case "getHeaders" -> new Hashtable<>(Map.of("Tollgate-Plugin", "plugin.yaml"));
        case "getSymbolicName" -> "acme.probe";
        case "getVersion" -> new Version(1, 0, 0);
        case "getEntryPaths" -> throw new IllegalStateException("uninstalled");
        case "hashCode" -> 1;
        case "equals" -> proxy == args[0];
        default -> throw new UnsupportedOperationException(method.getName());
    });
    private final BundleContext context = fake(BundleContext.class, (proxy, method, args) -> switch (method.getName()) {
        case "getBundle" -> system;
        case "getBundles" -> new Bundle[] {bundle};
        case "addBundleListener" -> listeners.add((SynchronousBundleListener) args[0]);
        case "removeBundleListener" -> listeners.remove(args[0]);
        default -> throw new UnsupportedOperationException(method.getName());
    });

    /** The plugin is there and active because the bundle had brought it. */
    @BeforeEach
    void brought() throws Exception {
        PluginId id = server.plugins.install(BundlePluginsTest.plugin("1.0.0").build(), "bundle acme.probe 1.0.0");
        server.plugins.activate("probe", Optional.of(id.version()), "bundle acme.probe 1.0.0");
    }

    @Test
    void aBundleThatIsStoppedTakesItsPluginAway() {
        PluginBundles bundles = new PluginBundles(context, server.plugins, server.store, Runnable::run);
        stop();
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
        bundles.close();
        assertThat(listeners).isEmpty();
    }

    @Test
    void aBundleThatIsStoppedWithTheFrameworkDoesNot() {
        new PluginBundles(context, server.plugins, server.store, Runnable::run);
        framework = Bundle.STOPPING;
        stop();
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void theEndOfTheHostIsNotTheEndOfTheBundle() {
        new PluginBundles(context, server.plugins, server.store, Runnable::run).close();
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
    }

    private void stop() {
        state = Bundle.STOPPING;
        List.copyOf(listeners).forEach(listener -> listener.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle)));
    }

    private PluginState state() {
        return server.plugins.get("probe").orElseThrow().state();
    }

    @SuppressWarnings("unchecked")
    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object answer = answers.invoke(proxy, method, args);
            return method.getReturnType() == void.class ? null : answer;
        });
    }
}
