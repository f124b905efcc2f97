package dev.tollgate.itests.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The distribution, started by its start script. What it prints is kept; what is written to it are shell commands. */
final class ServerProcess implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("tollgate.home"));
    private static final long PATIENCE_SECONDS = 90;

    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private ServerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "server output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The distribution's folder. */
    static Path home() {
        return HOME;
    }

    static ServerProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("bin/tollgate").toString()));
        command.addAll(List.of(arguments));
        return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** A server on this data folder that is ready to serve. */
    static ServerProcess ready(Path data) throws Exception {
        ServerProcess server = start("--data", data.toString());
        server.await(line -> line.contains("is ready in"));
        return server;
    }

    void type(String command) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** The first line that is wanted, whenever it came. */
    String await(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (lines) {
            int seen = 0;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return lines.get(seen);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || !process.isAlive() && seen == lines.size()) {
                    throw new AssertionError("the line did not come; the server said:\n" + String.join("\n", lines));
                }
                lines.wait(Math.min(left, 200));
            }
        }
    }

    /** Everything that was printed until now. */
    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Forgets what was printed. */
    void forget() {
        synchronized (lines) {
            lines.clear();
        }
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end; it said:\n" + output());
        }
        Thread.sleep(100);
        return process.exitValue();
    }

    /** SIGTERM. Through its handle: {@link Process#destroy} would close the pipe on which the server says that it stops. */
    void stop() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException ended) {
            // The process was killed while it was read; what it said until then is kept.
            synchronized (lines) {
                lines.notifyAll();
            }
        }
    }
}
