package dev.tollgate.launcher;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** One run of the server, from the data folder to the exit code. */
final class Server {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PrintStream out;

    Server(PrintStream out) {
        this.out = out;
    }

    /** Returns the exit code when the server is to end; the {@link ShutdownHook} then stops what was started. */
    int run(StartOptions options) throws Exception {
        Home home = Home.ofStartScript();
        // Locked before the framework is created: its cache is in there.
        DataFolder data = DataFolder.open(options.data().orElse(home.defaultData()));
        Platform platform = Platform.create(FrameworkProperties.of(home, data, options));
        var hook = new ShutdownHook(platform, data, out);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            platform.start(home.bundles(), StartLevels.read(home.startLevels()));
            return serve(options, platform, hook, data);
        } catch (Exception e) {
            if (hook.begun()) {
                // A signal came in the middle of the start: what fails now fails because of it, and the JVM has its exit code.
                return StartFailure.NOT_READY;
            }
            throw e;
        }
    }

    private int serve(StartOptions options, Platform platform, ShutdownHook hook, DataFolder data) throws Exception {
        int started = AgreedService.STARTUP.call(platform.context(), PATIENCE);
        if (started != 0 || hook.begun()) {
            return started;
        }
        hook.announce();
        out.println("Tollgate " + Version.current() + " is ready in " + sinceStartOfJvm().toMillis() + " ms (data: " + data.path() + ")");

        int exitCode = options.demo() ? demonstrate(platform, hook) : 0;
        if (options.once()) {
            return exitCode;
        }
        if (options.shell()) {
            // Now and not with the other bundles: commands on a pipe find a server that is ready.
            platform.startTerminal();
        }
        platform.awaitStop();
        return exitCode;
    }

    /** A demonstration that fails is no reason to stop a server that is ready: its exit code is all that it leaves. */
    private static int demonstrate(Platform platform, ShutdownHook hook) throws Exception {
        try {
            return AgreedService.DEMONSTRATION.call(platform.context(), PATIENCE);
        } catch (StartFailure failure) {
            if (!hook.begun()) {
                failure.print(new PrintWriter(System.err, true));
            }
            return failure.exitCode();
        }
    }

    private static Duration sinceStartOfJvm() {
        return Duration.ofMillis(System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
