package dev.tollgate.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

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
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeatureState;
import org.apache.karaf.features.FeaturesService;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** A Karaf as it is downloaded. The tests use no type of ours: what is uninstalled would take them along. */
public class StockKarafIT extends InKaraf {
    private static final String PLUGINS = "dev.tollgate.lifecycle.Plugins";
    private static final String REPOSITORY = "mvn:dev.tollgate/karaf/" + System.getProperty("tollgate.version") + "/xml/features";
    private static final EnumSet<FeaturesService.Option> NONE = EnumSet.noneOf(FeaturesService.Option.class);
    private static final String ROOT = "root";
    private static final String PLUGIN = """
            <features name="checksum" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
              <repository>%s</repository>
              <feature name="checksum" version="1.0.0">
                <feature>tollgate</feature>
                <bundle>%s</bundle>
              </feature>
            </features>
            """;
    /** Karaf's own feature: its shell keeps the converter that SCR brought with it. */
    private static final Set<String> SCR = Set.of("org.apache.felix.scr", "org.osgi.service.component");
    private static final long SETTLING_NANOS = 30_000_000_000L;
    private static final int AT_A_TIME = 6;
    private static final int ORDERS = 2;

    /** Class loaders of all bundles that a test installed, and whose they are. */
    private final Map<WeakReference<ClassLoader>, String> loaders = new LinkedHashMap<>();

    @Override
    Path karaf() {
        return Path.of(System.getProperty("stock.karaf"));
    }

    @Before
    public void theRepositoryIsKnown() throws Exception {
        features.addRepository(URI.create(REPOSITORY));
    }

    @After
    public void nothingIsInstalled() throws Exception {
        Set<String> required = new HashSet<>();
        for (Feature feature : features.listRequiredFeatures()) {
            if (feature.getName().startsWith("tollgate")) {
                required.add(feature.getId());
            }
        }
        if (!required.isEmpty()) {
            features.uninstallFeatures(required, EnumSet.of(FeaturesService.Option.DeleteConfigurations));
        }
    }

    @Test
    public void oneCommandInstallsAHostThatIsReadyAndAnotherTakesItAway() throws Exception {
        Standing before = Standing.now(context);
        long heap = heap();
        long begun = System.nanoTime();
        execute("feature:install tollgate tollgate-queue");
        // Of all, because to ask for those that can be cast would wire the tests to the host.
        await("the host is ready", () -> context.getAllServiceReferences(PLUGINS, null) != null);
        System.out.printf("from feature:install to a host that is ready: %.1f s; the heap grew from %d to %d MB%n",
                (System.nanoTime() - begun) / 1e9, heap >> 20, heap() >> 20);
        assertEquals("enqueued hello", visited());
        execute("feature:uninstall tollgate tollgate-queue");
        assertEquals(List.of(), leftSince(before));
    }

    @Test
    public void aPluginBundleBringsTheGateThatItRequiresAndNoOther() throws Exception {
        Path file = Files.createTempFile("checksum", "-features.xml");
        Files.writeString(file, PLUGIN.formatted(REPOSITORY, Path.of(System.getProperty("checksum.bundle")).toUri()));
        features.installFeature("tollgate");
        assertEquals(Set.of(), gates());
        features.addRepository(file.toUri());
        try {
            features.installFeature("checksum");
            assertEquals(Set.of("dev.tollgate.capability-queue"), gates());
            assertEquals(Bundle.ACTIVE, bundleOf("dev.tollgate.examples.checksum").getState());
            assertEquals(Bundle.ACTIVE, bundleOf("dev.tollgate.capability-queue").getState());
            features.uninstallFeature("checksum");
            assertEquals("it goes with the last that required it", Set.of(), gates());
        } finally {
            features.removeRepository(file.toUri());
        }
    }

    @Test
    public void theArchiveInTheDeployFolderMakesTheFeaturesKnownAndStartsNothing() throws Exception {
        features.removeRepository(URI.create(REPOSITORY));
        assertNull(features.getFeature("tollgate"));
        Set<String> before = Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).collect(Collectors.toSet());
        Path deploy = Path.of(System.getProperty("karaf.base"), "deploy");
        Path unfinished = Files.copy(Path.of(System.getProperty("tollgate.kar")), deploy.resolve(".tollgate"));
        Path archive = Files.move(unfinished, deploy.resolve("tollgate.kar"));
        try {
            await("the archive's features are known", () -> features.getFeature("tollgate-server") != null);
            assertFalse(features.isInstalled(features.getFeature("tollgate")));
            assertEquals(before, Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).collect(Collectors.toSet()));
            assertFalse(isHttpOpen());
        } finally {
            Files.delete(archive);
            await("the features go with the archive", () -> features.getFeature("tollgate") == null);
        }
    }

    private Set<String> gates() {
        return bundles().stream().map(Bundle::getSymbolicName).filter(name -> name.startsWith("dev.tollgate.capability-")).collect(Collectors.toSet());
    }

    @Test
    public void a60FeaturesInstalledStoppedStartedRefreshedAndUninstalledInAnyOrderLeaveNothingBehind() throws Exception {
        Standing before = Standing.now(context);
        for (int order = 0; order < ORDERS; order++) {
            long seed = order;
            try {
                inAnyOrder(new Random(seed));
                assertEquals(List.of(), leftSince(before));
            } catch (Exception | AssertionError failed) {
                throw new AssertionError("with seed " + seed + ": " + failed.getMessage(), failed);
            }
        }
    }

    private void inAnyOrder(Random random) throws Exception {
        List<String> names = Arrays.stream(features.getRepository(URI.create(REPOSITORY)).getFeatures()).filter(feature -> !feature.isHidden())
                .map(Feature::getId).collect(Collectors.toList());
        Collections.shuffle(names, random);
        for (Set<String> some : split(names)) {
            features.installFeatures(some, NONE);
        }
        assertEquals("enqueued hello", visited());
        Collections.shuffle(names, random);
        for (Set<String> some : split(names)) {
            become(some, FeatureState.Resolved);
            become(some, FeatureState.Started);
            for (String id : some) {
                List<Bundle> ours = bundles();
                refresh(ours.get(random.nextInt(ours.size())));
            }
        }
        assertEquals("enqueued hello", visited());
        Collections.shuffle(names, random);
        for (Set<String> some : split(names)) {
            features.uninstallFeatures(some, EnumSet.of(FeaturesService.Option.DeleteConfigurations));
        }
    }

    private void become(Set<String> some, FeatureState state) throws Exception {
        features.updateFeaturesState(Map.of(ROOT, some.stream().collect(Collectors.toMap(id -> id, id -> state))), NONE);
    }

    private static List<Set<String>> split(List<String> names) {
        List<Set<String>> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i += AT_A_TIME) {
            parts.add(Set.copyOf(names.subList(i, Math.min(i + AT_A_TIME, names.size()))));
        }
        return parts;
    }

    private List<Bundle> bundles() {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getLocation().startsWith("mvn:dev.tollgate/")).toList();
    }

    private String visited() throws Exception {
        Bundle visitor = context.installBundle(Visitor.NAME, new ByteArrayInputStream(visitor()));
        visitor.start();
        for (Bundle bundle : context.getBundles()) {
            ClassLoader loader = bundle.getBundleId() == 0 ? null : bundle.adapt(BundleWiring.class).getClassLoader();
            if (loader != null) {
                loaders.put(new WeakReference<>(loader), bundle.getSymbolicName());
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader mine = thread.getContextClassLoader();
        // With the tests' own, what looks for classes there would wire the tests to what is uninstalled later.
        thread.setContextClassLoader(visitor.adapt(BundleWiring.class).getClassLoader());
        try {
            ServiceReference<?> service = context.getServiceReferences(Callable.class, "(name=" + Visitor.NAME + ")").iterator().next();
            return (String) ((Callable<?>) context.getService(service)).call();
        } finally {
            thread.setContextClassLoader(mine);
            visitor.uninstall();
            refresh(visitor);
        }
    }

    private static long heap() {
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        return jvm.totalMemory() - jvm.freeMemory();
    }

    private static byte[] visitor() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", Visitor.NAME);
        main.putValue("Bundle-Activator", "dev.tollgate.itests.karaf.Visitor");
        main.putValue("Import-Package", Visitor.IMPORTS);
        String code = "dev/tollgate/itests/karaf/Visitor.class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream from = StockKarafIT.class.getClassLoader().getResourceAsStream(code)) {
            jar.putNextEntry(new JarEntry(code));
            from.transferTo(jar);
        }
        return bytes.toByteArray();
    }

    /** What is still there of what came since, after the time that threads need to end and loaders to be collected. */
    private List<String> leftSince(Standing before) throws Exception {
        Set<String> stayed = Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).collect(Collectors.toSet());
        LastCompared.becomesOneOfTheTests(before);
        long deadline = System.nanoTime() + SETTLING_NANOS;
        while (true) {
            System.gc();
            List<String> left = new ArrayList<>(Standing.now(context).without(before));
            loaders.forEach((loader, name) -> {
                if (loader.get() != null && !stayed.contains(name) && !SCR.contains(name)) {
                    left.add("class loader of " + name);
                }
            });
            if (left.isEmpty() || System.nanoTime() > deadline) {
                return left;
            }
            Thread.sleep(100);
        }
    }
}
