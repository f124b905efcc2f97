package dev.tollgate.itests;

import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.inject.Inject;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** A Felix with the very bundles of the distribution, and what all tests in it do. Each test has a plugin of its own. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InFelix {
    static final String BY = "itest";
    static final long PATIENCE_NANOS = 60_000_000_000L;

    @Inject
    BundleContext context;
    @Inject
    Plugins plugins;
    @Inject
    Grants grants;
    @Inject
    Hooks hooks;
    @Inject
    Jobs jobs;
    @Inject
    PluginJobs pluginJobs;

    @Configuration
    public Option[] configuration() throws IOException {
        Path home = Path.of(System.getProperty("tollgate.home")).toRealPath();
        List<Option> options = new ArrayList<>();
        try (var jars = Files.list(home.resolve("bundle"))) {
            // All but the terminal: it reads standard input, through which the test runner talks to this process.
            jars.filter(jar -> !jar.getFileName().toString().startsWith("terminal")).sorted().forEach(jar -> options.add(bundle(jar.toUri().toString())
                    .startLevel(startLevel(jar.getFileName().toString()))));
        }
        options.add(bundle(Path.of(System.getProperty("test.guests")).toUri().toString()));
        options.add(junitBundles());
        options.add(frameworkProperty("tollgate.home").value(home.toString()));
        options.add(frameworkProperty("tollgate.data").value(Files.createTempDirectory("tollgate-itest").toString()));
        options.add(frameworkProperty("gosh.args").value("--nointeractive"));
        // As conf/framework.properties says: no port is opened unless a test configures one.
        options.add(frameworkProperty("org.apache.felix.http.require.config").value("true"));
        options.add(frameworkProperty("org.apache.felix.http.enable").value("false"));
        options.add(frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
        return options.toArray(Option[]::new);
    }

    /** The order of the distribution: the log, then what checks configurations, then components. */
    private static int startLevel(String jar) {
        return jar.startsWith("pax-logging") ? 1 : jar.startsWith("configuration-") ? 2 : 4;
    }

    /** The service as it is now; what was injected is of another life where a test restarts bundles. */
    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE_NANOS / 1_000_000);
            assertNotNull("no " + type.getName(), service);
            return service;
        } finally {
            tracker.close();
        }
    }

    Bundle bundleOf(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }

    /** Installs, grants what it requires, and activates. */
    PluginId active(TestPackage plugin) throws InstallException {
        return active(plugin.build());
    }

    PluginId active(byte[] content) throws InstallException {
        PluginId id = plugins.install(content, BY);
        plugins.get(id.slug()).orElseThrow().capabilities().forEach(asked -> grants.grant(id, asked.name(), BY));
        plugins.activate(id.slug(), Optional.of(id.version()), BY);
        return id;
    }

    /** The input of the guest's handler {@code enqueue}. */
    static byte[] enqueueInput(String type, byte[] body, String options) {
        byte[] kind = type.getBytes(StandardCharsets.UTF_8);
        byte[] wishes = options.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + kind.length + wishes.length + body.length).put((byte) kind.length)
                .put((byte) wishes.length).put(kind).put(wishes).put(body).array();
    }

    /** What the guest read when it called the gate: the length of a result, or an error number. */
    static long number(byte[] output) {
        return ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    static JobId id(byte[] output) {
        return new JobId(new String(output, 8, output.length - 8, StandardCharsets.UTF_8));
    }

    JobView await(JobId id, Predicate<JobView> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            JobView job = jobs.get(id).orElseThrow();
            if (wanted.test(job)) {
                return job;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still waiting: " + job);
            }
            Thread.sleep(10);
        }
    }

    JobView await(JobId id, JobState state) throws InterruptedException {
        return await(id, job -> job.state() == state);
    }

    /** A plugin's own jobs; those that activate and remove it are in another queue. */
    List<JobView> jobsOf(String slug) {
        return jobs.list(JobFilter.any(JobFilter.MOST).of(slug).queued(PluginQueue.QUEUE));
    }

    static void await(String what, Callable<Boolean> wanted) throws Exception {
        long begun = System.nanoTime();
        while (!wanted.call()) {
            assertTrue("still not true: " + what, System.nanoTime() - begun < PATIENCE_NANOS);
            Thread.sleep(10);
        }
    }

    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertTrue("the refresh takes too long", refreshed.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS));
    }
}
