package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.PluginState;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What is left of a bundle that ends, and of what was in it. */
public class BundleEndsIT extends InFelix {
    private static final String OURS = "dev.tollgate.";
    private static final String THREADS = "tollgate-";

    /** A thread local, a log's context, a timer or a cache that keeps one object of the bundle keeps its class loader. */
    @Test
    public void a60OfABundleThatIsReplacedNoClassLoaderAndNoThreadIsLeft() throws Exception {
        active(TestPackage.enqueue("ends", "1.0.0"));
        assertWorks();
        List<Bundle> ends = alone();
        // The first refresh of all is the base: threads that are made when they are needed are there then.
        refreshed(ends);
        Set<String> threads = threads();
        List<Replaced> replaced = new ArrayList<>();
        for (Bundle bundle : ends) {
            replaced.add(new Replaced(bundle.getSymbolicName(), new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader())));
        }
        refreshed(ends);
        assertWorks();
        await("no class loader is kept; kept are those of " + kept(replaced), () -> {
            System.gc();
            return kept(replaced).isEmpty();
        });
        await("no thread is left", () -> threads.containsAll(threads()));
    }

    private record Replaced(String name, WeakReference<ClassLoader> loader) {
    }

    private static List<String> kept(List<Replaced> replaced) {
        return replaced.stream().filter(bundle -> bundle.loader().get() != null).map(Replaced::name).toList();
    }

    /** Those of our bundles to which no other one is wired: a refresh of the others would end this test's bundle with them. */
    private List<Bundle> alone() {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        return Arrays.stream(context.getBundles()).filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(OURS))
                .filter(bundle -> wiring.getDependencyClosure(List.of(bundle)).size() == 1).toList();
    }

    private void refreshed(List<Bundle> bundles) throws Exception {
        for (Bundle bundle : bundles) {
            refresh(bundle);
            assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
        }
    }

    private void assertWorks() throws Exception {
        await("the plugin runs", () -> plugins.get("ends").orElseThrow().state() == PluginState.ACTIVE);
        var result = hooks.filter("enqueue", enqueueInput("echo", "hello".getBytes(UTF_8), "{}"));
        assertEquals(Ending.COMPLETED, result.reports().get(0).ending());
        await(id(result.value()), JobState.DONE);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(THREADS))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
