package dev.tollgate.benchmarks.lifecycle;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** Prints what the process holds as the reloads go on, and what they took. Argument: how many. */
public final class StormBenchmark {
    private static final int SAMPLES = 10;

    private StormBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        long most = Long.parseLong(arguments[0]);
        Stack stack = Stack.running(Files.createTempDirectory("storm"));
        Storm storm = new Storm(stack);
        System.out.println(Sample.header());
        long begun = System.nanoTime();
        storm.run(reloads -> {
            if (reloads.count() % Math.max(1, most / SAMPLES) == 0) {
                System.out.println(storm.sample().row());
            }
            if (reloads.count() < most) {
                return true;
            }
            print("another configuration", reloads.configurationNanos());
            print("another version", reloads.versionNanos());
            return false;
        });
        System.out.printf(Locale.ROOT, "%,d reloads in %.0f s%n", most, (System.nanoTime() - begun) / 1e9);
        storm.summaries().forEach(System.out::println);
        List<String> wrongs = storm.wrongs();
        wrongs.forEach(wrong -> System.out.println("WRONG: " + wrong));
        System.exit(wrongs.isEmpty() ? 0 : 1);
    }

    private static void print(String what, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        System.out.printf(Locale.ROOT, "%s, from the request until it runs: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n", what, at(sorted, 50), at(sorted, 99),
                at(sorted, 100));
    }

    private static double at(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100) / 1e6;
    }
}
