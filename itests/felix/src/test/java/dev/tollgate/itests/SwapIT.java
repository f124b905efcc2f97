package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.lifecycle.GateRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Capability bundles are replaced while plugins call them. */
public class SwapIT extends WithGates {
    private static final List<String> CAPABILITIES = List.of("config", "db", "high-resource-jobs", "http", "jobs", "kv", "queue", "secrets");
    private static final int SWAPS = 10_000;
    private static final long MOST_HEAP_GROWTH = 24L << 20;

    private enum Swap {
        RESTART, UPDATE, REFRESH
    }

    @Test
    public void a60ASwapRefreshesTheCapabilitysBundleAndNoOther() throws Exception {
        for (String capability : CAPABILITIES) {
            Bundle provider = bundleOf("dev.tollgate.capability-" + capability);
            assertEquals(Set.of(provider), Set.copyOf(wiring().getDependencyClosure(List.of(provider))));
            Set<String> touched = new ConcurrentSkipListSet<>();
            SynchronousBundleListener listener = event -> {
                if ((event.getType() & (BundleEvent.STARTED | BundleEvent.STOPPED | BundleEvent.UNRESOLVED)) != 0) {
                    touched.add(event.getBundle().getSymbolicName());
                }
            };
            context.addBundleListener(listener);
            try {
                swap(provider, Swap.REFRESH);
            } finally {
                context.removeBundleListener(listener);
            }
            assertEquals(Set.of(provider.getSymbolicName()), touched);
            assertEquals(Bundle.ACTIVE, provider.getState());
        }
    }

    /** A56: each call has one effect and is answered, whatever becomes of the bundle meanwhile; and nothing is left behind. */
    @Test
    public void a56TenThousandSwapsUnderLoadLoseNothingDoubleNothingAndLeakNothing() throws Exception {
        // Calls wait as long as a slow machine takes to bring a bundle back; that is not what is asked about.
        configure("dev.tollgate.gates", Map.of("swap.wait.ms", 30_000));
        holding("loaded", "kv");
        Bundle provider = bundleOf("dev.tollgate.capability-kv");
        Load warm = new Load("loaded");
        for (Swap swap : Swap.values()) {
            swap(provider, swap);
        }
        warm.end();
        Standing before = standing();
        List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
        Load load = new Load("loaded");
        for (int i = 0; i < SWAPS; i++) {
            Swap swap = i % 100 == 99 ? Swap.REFRESH : i % 100 == 49 ? Swap.UPDATE : Swap.RESTART;
            if (swap != Swap.RESTART) {
                replaced.add(new WeakReference<>(provider.adapt(BundleWiring.class).getClassLoader()));
            }
            swap(provider, swap);
        }
        load.end();
        assertEquals("each call was answered", List.of(), List.copyOf(load.unanswered));
        assertEquals("each call had one effect", warm.calls.get() + load.calls.get(), counter("loaded"));
        assertTrue(load.calls + " calls", load.calls.get() > SWAPS / 100);
        Standing after = standing();
        long kept = replaced.stream().filter(loader -> loader.get() != null).count();
        assertTrue(kept + " class loaders of " + replaced.size() + " are kept", kept <= 2);
        assertEquals("services of the bundle", before.services, after.services);
        assertTrue("threads: " + before + " then " + after, after.threads <= before.threads + 3);
        assertTrue("files: " + before + " then " + after, after.files <= before.files + 5);
        assertTrue("heap: " + before + " then " + after, after.heap <= before.heap + MOST_HEAP_GROWTH);
    }

    /** A newer bundle is installed beside the old one, which then goes. */
    @Test
    public void a56AProviderIsReplacedByANewerOneThatWasStartedBesideIt() throws Exception {
        holding("replaced", "kv");
        Bundle old = bundleOf("dev.tollgate.capability-kv");
        String location = old.getLocation();
        Load load = new Load("replaced");
        Bundle newer = context.installBundle("newer-kv", new ByteArrayInputStream(newer(location)));
        try {
            newer.start();
            assertTrue(service(GateRecords.class).providers().toString(), service(GateRecords.class).providers().stream()
                    .anyMatch(provider -> provider.bundle().equals("dev.tollgate.capability-kv 99.0.0")));
            assertEquals("each stands on its own feet", Set.of(old), Set.copyOf(wiring().getDependencyClosure(List.of(old))));
            old.uninstall();
            refresh(old);
            assertEquals(Bundle.ACTIVE, newer.getState());
        } finally {
            context.installBundle(location).start();
            newer.uninstall();
            refresh(newer);
        }
        load.end();
        assertEquals("each call was answered", List.of(), List.copyOf(load.unanswered));
        assertEquals("each call had one effect", load.calls.get(), counter("replaced"));
    }

    /** The same bundle as another version. */
    private static byte[] newer(String location) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream from = new JarInputStream(URI.create(location).toURL().openStream())) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, "99.0.0");
            try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
        }
        return bytes.toByteArray();
    }

    private final class Load {
        final AtomicLong calls = new AtomicLong();
        final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Load(String plugin) throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(() -> {
                    while (!ended.get()) {
                        GateScript.Answer answer = one(plugin, new GateScript().call("kv.increment", "calls", 1L));
                        calls.incrementAndGet();
                        if (answer.number() <= 0) {
                            unanswered.add("answer " + answer.number());
                        }
                        begun.countDown();
                    }
                });
                thread.setUncaughtExceptionHandler((dead, failure) -> unanswered.add(failure.toString()));
                thread.start();
                threads.add(thread);
            }
            begun.await();
        }

        void end() throws InterruptedException {
            ended.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private record Standing(String services, int threads, long files, long heap) {
    }

    private Standing standing() throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
        }
        String services = Arrays.stream(bundleOf("dev.tollgate.capability-kv").getRegisteredServices())
                .map(service -> String.join(",", (String[]) service.getProperty(Constants.OBJECTCLASS)) + " used by " + service.getUsingBundles().length)
                .sorted().collect(Collectors.joining("; "));
        Path open = Path.of("/proc/self/fd");
        long files = 0;
        if (Files.isDirectory(open)) {
            try (var list = Files.list(open)) {
                files = list.count();
            }
        }
        Runtime jvm = Runtime.getRuntime();
        return new Standing(services, Thread.getAllStackTraces().size(), files, jvm.totalMemory() - jvm.freeMemory());
    }

    private long counter(String plugin) {
        return Long.parseLong(one(plugin, new GateScript().call("kv.increment", "calls", 0L)).text());
    }

    private void swap(Bundle provider, Swap kind) throws Exception {
        if (kind == Swap.RESTART) {
            provider.stop();
            provider.start();
            return;
        }
        try (InputStream jar = URI.create(provider.getLocation()).toURL().openStream()) {
            provider.update(jar);
        }
        if (kind == Swap.REFRESH) {
            refresh(provider);
        }
    }

    private FrameworkWiring wiring() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }
}
