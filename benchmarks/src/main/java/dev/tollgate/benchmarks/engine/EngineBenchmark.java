package dev.tollgate.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints the figures of all sections as Markdown. Arguments: the folder of kernels, then flags of the JVM. */
public final class EngineBenchmark {
    private EngineBenchmark() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("JDK " + Runtime.version());
        for (Section section : Section.values()) {
            System.out.println(section.head());
            for (String row : section.rows) {
                List<String> command = new ArrayList<>();
                command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
                command.addAll(Arrays.asList(arguments).subList(1, arguments.length));
                command.addAll(List.of("-Xss4m", "-Xmx2g", "-cp", System.getProperty("java.class.path"), Fork.class.getName(),
                        arguments[0], section.name(), row));
                new ProcessBuilder(command).inheritIO().start().waitFor();
            }
        }
    }

    /** One row in a process of its own. */
    static final class Fork {
        private Fork() {
        }

        public static void main(String[] arguments) throws Exception {
            Section section = Section.valueOf(arguments[1]);
            String figures = section.measurement.measure(new Guests(Path.of(arguments[0])), arguments[2]);
            System.out.println("| " + arguments[2] + " | " + figures + " |");
            System.exit(0);
        }
    }
}
