package dev.tollgate.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.osgi.framework.BundleException;

/** The one place where the server is stopped: after a signal, after {@code exit} and after a failed start alike. */
final class ShutdownHook extends Thread {

    /** Jobs get 15 s to end by themselves; beyond this a bundle hangs, and the store survives a kill. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Platform platform;
    private final DataFolder data;
    private final PrintStream out;
    private volatile boolean announced;
    private volatile boolean begun;

    ShutdownHook(Platform platform, DataFolder data, PrintStream out) {
        super("tollgate shutdown");
        this.platform = platform;
        this.data = data;
        this.out = out;
    }

    /** From now on the stop is worth two lines: there was a server. */
    void announce() {
        announced = true;
        platform.whenStopping(() -> say("stopping: running jobs are drained"));
    }

    /** Whether the JVM is on its way out. */
    boolean begun() {
        return begun;
    }

    @Override
    public void run() {
        begun = true;
        try {
            if (platform.stop(PATIENCE)) {
                say("stopped");
            } else {
                say("not stopped after " + PATIENCE.toSeconds() + " s: leaving anyway");
            }
            data.close();
        } catch (BundleException | IOException e) {
            say("not stopped properly: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        if (announced) {
            out.println(line);
        }
    }
}
