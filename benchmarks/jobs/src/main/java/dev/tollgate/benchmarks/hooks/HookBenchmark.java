package dev.tollgate.benchmarks.hooks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the figures as Markdown. Each process measures everything in turn, many short times, and takes the medians; the page has the
 * median of the processes. Arguments: how many processes, then flags of the JVM.
 */
public final class HookBenchmark {
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration BATCH = Duration.ofMillis(100);
    private static final int ROUNDS = 41;

    private HookBenchmark() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(Arrays.asList(arguments).subList(1, arguments.length));
            command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Xss4m", "-Xmx2g", "-cp",
                    System.getProperty("java.class.path"), Fork.class.getName(), Files.createTempDirectory("hooks").toString()));
            Process fork = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(fork.getInputStream()))) {
                lines.lines().map(line -> line.split("\t")).filter(cells -> cells.length == 2).forEach(cells ->
                        figures.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(Double.parseDouble(cells[1])));
            }
            fork.waitFor();
        }
        System.out.println("JDK " + Runtime.version() + "\n\n| | us, median of processes | least | most |\n|---|---|---|---|");
        figures.forEach((name, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |%n", name, sorted.get(sorted.size() / 2), sorted.get(0),
                    sorted.get(sorted.size() - 1));
        });
    }

    /** One process. */
    static final class Fork {
        private Fork() {
        }

        public static void main(String[] arguments) {
            Map<String, Runnable> calls = new Chain(Path.of(arguments[0])).calls();
            for (int i = 0; i < 2; i++) {
                calls.values().forEach(call -> micros(call, WARM_UP.dividedBy(2)));
            }
            Map<String, double[]> figures = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, Runnable> call : calls.entrySet()) {
                    figures.computeIfAbsent(call.getKey(), name -> new double[ROUNDS])[round] = micros(call.getValue(), BATCH);
                }
            }
            figures.forEach((name, all) -> {
                Arrays.sort(all);
                System.out.println(name + "\t" + all[ROUNDS / 2]);
            });
            System.exit(0);
        }

        /** What a call takes on the average of this time. */
        private static double micros(Runnable call, Duration time) {
            long begun = System.nanoTime();
            long count = 0;
            long taken;
            do {
                call.run();
                count++;
                taken = System.nanoTime() - begun;
            } while (taken < time.toNanos());
            return taken / 1_000.0 / count;
        }
    }
}
