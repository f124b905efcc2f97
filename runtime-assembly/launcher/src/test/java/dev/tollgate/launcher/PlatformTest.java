package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/** On a real framework, with bundles made of a manifest only. */
class PlatformTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path temp;

    private Home home;
    private DataFolder data;
    private Platform platform;

    @BeforeEach
    void distribution() throws Exception {
        home = new Home(temp);
        Files.createDirectories(home.bundles());
        Files.createDirectories(home.startLevels().getParent());
        Files.writeString(home.startLevels(), "early = 2");
        Files.writeString(home.frameworkProperties(), "logs = ${tollgate.data}/log\nfelix.log.level = 0");
        data = DataFolder.open(home.defaultData());
        platform = Platform.create(FrameworkProperties.of(home, data, new StartOptions(Optional.empty(), true, false, true)));
    }

    @AfterEach
    void stop() throws Exception {
        platform.stop(PATIENCE);
        data.close();
    }

    @Test
    void everyBundleOfTheFolderIsStartedAtItsLevelExceptTheTerminal() throws Exception {
        bundle("early", Map.of());
        bundle("usual", Map.of());
        bundle("dev.tollgate.terminal", Map.of());
        start();
        assertThat(installed("early").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(installed("early").adapt(BundleStartLevel.class).getStartLevel()).isEqualTo(2);
        assertThat(installed("usual").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(installed("dev.tollgate.terminal").getState()).isNotEqualTo(Bundle.ACTIVE);

        platform.startTerminal();
        assertThat(installed("dev.tollgate.terminal").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void bundlesReadFoldersAndTheDemonstrationFlagFromTheFramework() throws Exception {
        start();
        assertThat(platform.context().getProperty("tollgate.home")).isEqualTo(home.root().toString());
        assertThat(platform.context().getProperty("tollgate.data")).isEqualTo(data.path().toString());
        assertThat(platform.context().getProperty("tollgate.demo")).isEqualTo("true");
        assertThat(platform.context().getProperty("logs")).isEqualTo(data.path() + "/log");
    }

    @Test
    void aBundleThatDoesNotResolveIsNamedWithWhatItMisses() throws Exception {
        bundle("lonely", Map.of("Import-Package", "nowhere.to.be.found"));
        assertThatThrownBy(this::start).isInstanceOf(StartFailure.class)
                .hasMessageContaining("lonely 1.0.0 does not resolve").hasMessageContaining("nowhere.to.be.found");
    }

    @Test
    void aBundleWhoseActivatorFailsIsNamedWithTheCause() throws Exception {
        bundle("broken", Map.of("Bundle-Activator", "no.such.Activator"));
        assertThatThrownBy(this::start).isInstanceOf(StartFailure.class)
                .hasMessageContaining("broken 1.0.0 does not start").hasMessageContaining("no.such.Activator");
    }

    @Test
    void aStartWithoutTheAgreedServiceEndsWithTheReason() throws Exception {
        start();
        assertThatThrownBy(() -> AgreedService.STARTUP.call(platform.context(), Duration.ofMillis(1))).isInstanceOf(StartFailure.class)
                .hasMessageContaining("tollgate.startup=true").hasMessageContaining("no component waits");
    }

    @Test
    void theAgreedServiceGivesTheExitCode() throws Exception {
        start();
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("main.thread", true));
        platform.context().registerService(Callable.class, () -> 7, properties);
        assertThat(AgreedService.DEMONSTRATION.call(platform.context(), PATIENCE)).isEqualTo(7);
    }

    @Test
    void anAgreedServiceThatMissesAClassIsAFailedStartAndNotADeadMainThread() throws Exception {
        start();
        Callable<Integer> broken = () -> {
            throw new NoClassDefFoundError("org/elsewhere/Thing");
        };
        platform.context().registerService(Callable.class, broken, new Hashtable<>(Map.of("tollgate.startup", true)));
        assertThatThrownBy(() -> AgreedService.STARTUP.call(platform.context(), PATIENCE)).isInstanceOf(StartFailure.class)
                .hasMessageContaining("org/elsewhere/Thing").hasCauseInstanceOf(LinkageError.class);
    }

    private void start() throws StartFailure {
        platform.start(home.bundles(), StartLevels.read(home.startLevels()));
    }

    private Bundle installed(String name) {
        for (Bundle bundle : platform.context().getBundles()) {
            if (bundle.getSymbolicName().equals(name)) {
                return bundle;
            }
        }
        throw new AssertionError(name + " is not installed");
    }

    private void bundle(String name, Map<String, String> headers) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        headers.forEach(main::putValue);
        try (OutputStream file = Files.newOutputStream(home.bundles().resolve(name + ".jar"))) {
            new JarOutputStream(file, manifest).close();
        }
    }
}
