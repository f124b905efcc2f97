package dev.tollgate.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The OSGi framework with the bundles of the distribution. */
final class Platform {

    /** Reads standard input; started by {@link #startTerminal} and not with the others. */
    private static final String TERMINAL = "dev.tollgate.terminal";

    private final Framework framework;

    private Platform(Framework framework) {
        this.framework = framework;
    }

    static Platform create(Map<String, String> properties) throws StartFailure {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(
                () -> new StartFailure(StartFailure.NOT_READY, "no OSGi framework on the class path: start with bin/tollgate"));
        return new Platform(factory.newFramework(properties));
    }

    /** Installs and starts every bundle, level by level; returns when the last level is reached. */
    void start(Path bundles, StartLevels levels) throws StartFailure {
        try {
            framework.init();
            var failures = new BundleFailures();
            context().addFrameworkListener(failures);
            List<Bundle> wanted = install(bundles, levels);
            for (Bundle bundle : wanted) {
                // The framework is below every bundle's level still: this only says that it is to be started.
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
            framework.start();
            failures.check(wanted);
        } catch (BundleException e) {
            throw new StartFailure(StartFailure.NOT_READY, "the OSGi framework did not start: " + e.getMessage());
        }
    }

    private List<Bundle> install(Path folder, StartLevels levels) throws StartFailure {
        List<Bundle> wanted = new ArrayList<>();
        for (Path jar : jars(folder)) {
            Bundle bundle;
            try {
                // By reference: the jars stay where they are instead of being copied into the cache at every start.
                bundle = context().installBundle("reference:" + jar.toUri());
            } catch (BundleException e) {
                throw new StartFailure(StartFailure.NOT_READY, jar + " cannot be installed: " + e.getMessage());
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(levels.of(bundle.getSymbolicName()));
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            if (!fragment && !bundle.getSymbolicName().equals(TERMINAL)) {
                wanted.add(bundle);
            }
        }
        return wanted;
    }

    private static List<Path> jars(Path folder) throws StartFailure {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new StartFailure(StartFailure.NOT_READY, "cannot read " + folder + " (" + e + "): unpack the distribution again");
        }
    }

    /** Hands standard input to the shell. */
    void startTerminal() throws StartFailure {
        for (Bundle bundle : context().getBundles()) {
            if (bundle.getSymbolicName().equals(TERMINAL)) {
                try {
                    bundle.start(Bundle.START_TRANSIENT);
                    return;
                } catch (BundleException e) {
                    throw new StartFailure(StartFailure.NOT_READY, "the shell did not start: " + e.getMessage());
                }
            }
        }
        throw new StartFailure(StartFailure.NOT_READY, "the bundle " + TERMINAL + " is missing: unpack the distribution again or use --no-shell");
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Runs {@code action} when the framework begins to stop, whoever asked for it, and before the first bundle stops. */
    void whenStopping(Runnable action) {
        context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) {
                action.run();
            }
        });
    }

    /** Returns when somebody stopped the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops every bundle, last level first; whether all of them stopped in time. */
    boolean stop(Duration patience) throws BundleException, InterruptedException {
        framework.stop();
        return framework.waitForStop(patience.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }
}
