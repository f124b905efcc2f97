package dev.tollgate.benchmarks.gates;

import java.io.IOException;
import java.io.InputStream;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundle that provides the gate {@code noop}, installed and started, and what can become of it. */
final class GateBundle implements AutoCloseable {
    private static final Dictionary<String, Object> LEDGER = FrameworkUtil.asDictionary(Map.of("tollgate.benchmark", "ledger"));

    private final BundleContext context;
    private final ServiceRegistration<LongConsumer> ledger;
    private final Bundle bundle;

    /** @param ledger what the provider tells of each call of {@code mark} */
    GateBundle(BundleContext context, LongConsumer ledger) throws BundleException, IOException {
        this.context = context;
        this.ledger = context.registerService(LongConsumer.class, ledger, LEDGER);
        try (InputStream jar = jar()) {
            bundle = context.installBundle("benchmark-gate", jar);
        }
        bundle.start();
    }

    void restart() throws BundleException {
        bundle.stop(Bundle.STOP_TRANSIENT);
        bundle.start(Bundle.START_TRANSIENT);
    }

    void update() throws BundleException, IOException {
        try (InputStream jar = jar()) {
            bundle.update(jar);
        }
    }

    void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await();
    }

    @Override
    public void close() throws BundleException {
        bundle.uninstall();
        ledger.unregister();
    }

    private static InputStream jar() {
        return GateBundle.class.getResourceAsStream("/benchmark-gate.jar");
    }
}
