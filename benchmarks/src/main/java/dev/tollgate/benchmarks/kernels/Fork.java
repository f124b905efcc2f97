package dev.tollgate.benchmarks.kernels;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One engine and one program in a process of their own: warms up, measures, prints the median in milliseconds and the fuel of
 * a call. Its JVM compiles in the foreground: a big function takes the JIT seconds, on a busy machine more than any warm-up.
 */
final class Fork {
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(2);
    private static final int FEWEST_WARM_UP = 20;
    private static final int FEWEST = 3;

    private Fork() {
    }

    public static void main(String[] arguments) throws Exception {
        Column column = Column.valueOf(arguments[0]);
        Kernel kernel = Kernel.valueOf(arguments[1]);
        Backend.Program program = column.backend.get().load(kernel.wasm(Path.of(arguments[2])));
        int calls = times(program, kernel, WARM_UP, column.slow() ? 1 : FEWEST_WARM_UP).size();
        List<Long> nanos = times(program, kernel, MEASURED, FEWEST);
        OptionalLong fuel = program.fuel();
        System.out.println(nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e6 + " "
                + (fuel.isPresent() ? fuel.getAsLong() / (calls + nanos.size()) : -1));
        System.exit(0);
    }

    private static List<Long> times(Backend.Program program, Kernel kernel, Duration atLeast, int fewest) throws Exception {
        List<Long> nanos = new ArrayList<>();
        long begun = System.nanoTime();
        while (nanos.size() < fewest || System.nanoTime() - begun < atLeast.toNanos()) {
            long start = System.nanoTime();
            int answer = (int) program.call("run", kernel.argument);
            nanos.add(System.nanoTime() - start);
            if (answer != kernel.answer) {
                throw new IllegalStateException(kernel + " answered " + answer + ", not " + kernel.answer);
            }
        }
        return nanos;
    }
}
