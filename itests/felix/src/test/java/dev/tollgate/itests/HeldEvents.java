package dev.tollgate.itests;

import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import java.util.Hashtable;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Carries out the command {@code hold}: the event that wrote it is being dispatched for as long as a test wants. */
final class HeldEvents implements OutputTarget, AutoCloseable {
    /** The payload for the ingress {@code command}. */
    static final String COMMAND = "{\"commands\":[{\"command\":\"hold\"}]}";

    final Queue<String> carriedOut = new ConcurrentLinkedQueue<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ServiceRegistration<OutputTarget> registration;

    HeldEvents(BundleContext context) {
        registration = context.registerService(OutputTarget.class, this, new Hashtable<>(Map.of(OutputTarget.KIND, "hold")));
    }

    @Override
    public Prepared prepare(PluginId plugin, JsonNode command) {
        inside.countDown();
        try {
            release.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return new Prepared() {
            @Override
            public void commit() {
                carriedOut.add(plugin.slug());
            }

            @Override
            public void cancel() {
                // Nothing was reserved.
            }
        };
    }

    void awaitOne() throws InterruptedException {
        assertTrue("no event came", inside.await(InFelix.PATIENCE_NANOS, TimeUnit.NANOSECONDS));
    }

    void release() {
        release.countDown();
    }

    @Override
    public void close() {
        release();
        registration.unregister();
    }
}
