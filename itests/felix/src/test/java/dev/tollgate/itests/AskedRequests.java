package dev.tollgate.itests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ingress.HostRequests;
import java.util.Hashtable;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** An application that remembers what it was asked for. */
final class AskedRequests implements HostRequests, AutoCloseable {
    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ServiceRegistration<HostRequests> registration;

    AskedRequests(BundleContext context, String... names) {
        registration = context.registerService(HostRequests.class, this, new Hashtable<>(Map.of(HostRequests.NAMES, names)));
    }

    @Override
    public void request(PluginId plugin, String name, JsonNode payload) {
        asked.add(plugin.slug() + " " + name + " " + payload);
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
