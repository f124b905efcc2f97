package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.Plugins;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
        forgetTheHost();
        assertWorks();
        List<Bundle> ends = alone();
        // The first refresh of all is the base: what is made when it is needed is there then.
        refreshed(ends);
        Set<String> twins = twins();
        List<Replaced> replaced = new ArrayList<>();
        for (Bundle bundle : ends) {
            replaced.add(new Replaced(bundle.getSymbolicName(), new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader())));
        }
        refreshed(ends);
        assertWorks();
        assertEquals("class loaders that are kept", List.of(), keptForLong(replaced));
        await("no thread is left beside the one that came after it", () -> twins.containsAll(twins()));
    }

    /** With the store the host goes and comes, and who holds the services of the one that went holds the gates that it had. */
    private void forgetTheHost() {
        plugins = null;
        grants = null;
        hooks = null;
        jobs = null;
        pluginJobs = null;
    }

    private record Replaced(String name, WeakReference<ClassLoader> loader) {
    }

    /** What the collector does not take however often it is asked. */
    private static List<String> keptForLong(List<Replaced> replaced) throws InterruptedException {
        long begun = System.nanoTime();
        while (!kept(replaced).isEmpty() && System.nanoTime() - begun < PATIENCE_NANOS / 2) {
            System.gc();
            Thread.sleep(100);
        }
        return kept(replaced);
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
            assertWorks();
            assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
        }
    }

    /** The services are those of now: with the store all of them go and come. */
    private void assertWorks() throws Exception {
        await("the plugin runs", () -> service(Plugins.class).get("ends").orElseThrow().state() == PluginState.ACTIVE
                && service(Plugins.class).active("ends").isPresent());
        HookResult result = service(Hooks.class).filter("enqueue", enqueueInput("echo", "hello".getBytes(UTF_8), "{}"));
        assertEquals(Ending.COMPLETED, result.reports().get(0).ending());
        await("the job is done", () -> service(Jobs.class).get(id(result.value())).orElseThrow().state() == JobState.DONE);
    }

    /** Threads of which there are several; those with a number are of a pool, and as many as it needs. */
    private static Set<String> twins() {
        Set<String> seen = new HashSet<>();
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(THREADS))
                .filter(name -> name.chars().noneMatch(Character::isDigit)).filter(name -> !seen.add(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
