package dev.tollgate.benchmarks.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A subject's process, which answers each line with one. */
final class Remote implements AutoCloseable {
    private final Process process;
    private final PrintStream out;
    private final BufferedReader in;

    Remote(List<String> command) throws IOException {
        this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        this.in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** @throws IOException when the process ended instead of answering */
    String ask(Object... words) throws IOException {
        out.println(String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
        String answer = in.readLine();
        if (answer == null) {
            throw new IOException("it ended at " + Arrays.toString(words));
        }
        return answer;
    }

    /** The numbers of an answer. */
    double[] numbers(Object... words) throws IOException {
        return Arrays.stream(ask(words).split(" ")).filter(word -> !word.isEmpty()).mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
