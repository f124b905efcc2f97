package dev.tollgate.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperties;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.security.auth.Subject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** A Karaf in a process of its own, on free ports, that asks no network. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InKaraf {
    static final long PATIENCE_S = 120;
    private static final Subject ADMINISTRATOR = new Subject(true, Set.of(new RolePrincipal("admin"), new RolePrincipal("viewer")), Set.of(), Set.of());
    /** What bin/karaf and bin/setenv give to the JVM, which pax-exam starts by itself. */
    private static final String[] JVM = {"-Xss4m", "-XX:-DontCompileHugeMethods", "-XX:-OmitStackTraceInFastThrow", "--patch-module",
        "java.base=lib/endorsed/org.apache.karaf.specs.locator-" + System.getProperty("karaf.version") + ".jar",
        // What is held softly is not held when memory is short.
        "-XX:SoftRefLRUPolicyMSPerMB=0",
        "--add-exports", "java.base/org.apache.karaf.specs.locator=ALL-UNNAMED"};
    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";

    @Inject
    BundleContext context;
    @Inject
    FeaturesService features;
    @Inject
    SessionFactory sessions;

    /** The archive of the Karaf. */
    abstract Path karaf();

    @Configuration
    public Option[] configuration() throws IOException {
        Path folder = Path.of(System.getProperty("exam.folder"));
        String ours = Path.of(System.getProperty("exam.repo")).toUri() + "@id=exam@snapshots@checksum=ignore";
        return Stream.concat(Arrays.stream(JVM).map(CoreOptions::vmOption), Stream.of(
            karafDistributionConfiguration().frameworkUrl(karaf().toUri().toString()).name("Karaf").karafVersion(System.getProperty("karaf.version"))
                    .unpackDirectory(folder.toFile()).useDeployFolder(false),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            doNotModifyLogConfiguration(), keepRuntimeFolder(),
            propagateSystemProperties("checksum.bundle", "tollgate.kar", "tollgate.version"),
            systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
            systemProperty("pax.exam.service.timeout").value(Long.toString(TimeUnit.SECONDS.toMillis(PATIENCE_S))),
            // Default repositories are read where they are; from others, copies of a build before would be taken.
            editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.localRepository", folder.resolve("m2").toString()),
            editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.defaultRepositories",
                    "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots, " + ours),
            editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.repositories", ours),
            editConfigurationFilePut("etc/org.apache.karaf.management.cfg", "rmiRegistryPort", freePort()),
            editConfigurationFilePut("etc/org.apache.karaf.management.cfg", "rmiServerPort", freePort()),
            editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", freePort()),
            editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.osgi.service.http.port", freePort()),
            editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.ops4j.pax.web.listening.addresses", "127.0.0.1"),
            bundle(Path.of(System.getProperty("test.guests")).toUri().toString()))).toArray(Option[]::new);
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /** What a command printed, colours and all. Who has no role sees none of Karaf's commands. */
    String execute(String command) throws Exception {
        return inSession(command.split(" ")[0], (session, out) -> {
            Object answer = session.execute(command);
            return out.toString(StandardCharsets.UTF_8) + (answer == null ? "" : answer);
        });
    }

    /** What Karaf offers to somebody who pressed the tabulator key after these words. */
    List<String> completed(String... words) throws Exception {
        return inSession(words[0], (session, out) -> {
            List<String> candidates = new ArrayList<>();
            for (Command each : session.getRegistry().getCommands()) {
                if (words[0].equals(each.getScope() + ":" + each.getName())) {
                    each.getCompleter(false).complete(session, new Typed(List.of(words)), candidates);
                }
            }
            return candidates;
        });
    }

    private interface Use<T> {
        T of(Session session, ByteArrayOutputStream out) throws Exception;
    }

    private <T> T inSession(String name, Use<T> use) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Subject.doAs(ADMINISTRATOR, (PrivilegedExceptionAction<T>) () -> {
            Session session = sessions.create(new ByteArrayInputStream(new byte[0]), print, print);
            try {
                await("the command is there: " + name, () -> session.getRegistry().getCommands().stream()
                        .anyMatch(each -> name.equals(each.getScope() + ":" + each.getName()) || name.equals(each.getName())));
                return use.of(session, out);
            } finally {
                session.close();
            }
        });
    }

    /** The service as it is now. */
    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(TimeUnit.SECONDS.toMillis(PATIENCE_S));
            if (service == null) {
                throw new AssertionError("no " + type.getName());
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    Bundle bundleOf(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }

    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        if (!refreshed.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the refresh takes too long");
        }
    }

    /** Whether somebody answers at Karaf's port for HTTP. */
    static boolean isHttpOpen() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort()));
            return true;
        } catch (ConnectException nobody) {
            return false;
        }
    }

    static int httpPort() throws IOException {
        Properties web = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(System.getProperty("karaf.etc"), "org.ops4j.pax.web.cfg"))) {
            web.load(file);
        }
        return Integer.parseInt(web.getProperty("org.osgi.service.http.port"));
    }

    static void await(String what, Callable<Boolean> wanted) throws Exception {
        long begun = System.nanoTime();
        while (!wanted.call()) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
                throw new AssertionError("still not true: " + what);
            }
            Thread.sleep(10);
        }
    }
}
