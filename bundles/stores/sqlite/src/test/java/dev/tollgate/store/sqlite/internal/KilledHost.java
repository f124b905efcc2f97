package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that works on a store and is ended by SIGKILL. */
final class KilledHost {
    /** Lines end with a full stop: one that the end of the process cut off acknowledges nothing. */
    static final String END = ".";

    private KilledHost() {
    }

    /** What it acknowledged: so many lines at least. */
    static List<String> run(Class<?> host, Path folder, int acknowledged) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), host.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (lines.size() == acknowledged) {
                    // By its handle: Process.destroyForcibly would also close the stream, with the last lines in it.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(acknowledged);
        return lines;
    }
}
