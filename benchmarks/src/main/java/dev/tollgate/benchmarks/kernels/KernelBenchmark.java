package dev.tollgate.benchmarks.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints, as Markdown, the median of each kernel in each column, its ratio to the first column, and the geometric means of
 * these. A round runs each pair once, in a process of its own, so that no engine has the quiet or the busy part of the time
 * for itself. Every answer is checked.
 *
 * <p>Arguments: the folder of kernels; options {@code rounds=3}, {@code kernels=FIB,LUA}, {@code columns=V8,METERED},
 * {@code jvm=<a flag>} for more flags in every JVM.
 */
public final class KernelBenchmark {
    private final Path folder;
    private int rounds = 3;
    private List<Kernel> kernels = List.of(Kernel.values());
    private List<Column> columns = List.of(Column.values());
    private final List<String> flags = new ArrayList<>();
    private final Map<Kernel, Map<Column, List<Double>>> medians = new EnumMap<>(Kernel.class);
    private final Map<Kernel, Long> fuel = new EnumMap<>(Kernel.class);

    private KernelBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        KernelBenchmark benchmark = new KernelBenchmark(Path.of(arguments[0]));
        for (String option : Arrays.asList(arguments).subList(1, arguments.length)) {
            benchmark.option(option);
        }
        benchmark.measure();
        System.out.println("JDK " + Runtime.version() + ", " + benchmark.rounds + " rounds\n\n" + benchmark.table());
    }

    private void option(String option) {
        String value = option.substring(option.indexOf('=') + 1);
        switch (option.substring(0, Math.max(0, option.indexOf('=')))) {
            case "rounds" -> rounds = Integer.parseInt(value);
            case "kernels" -> kernels = Arrays.stream(value.split(",")).map(Kernel::valueOf).toList();
            case "columns" -> columns = Arrays.stream(value.split(",")).map(Column::valueOf).toList();
            case "jvm" -> flags.add(value);
            default -> throw new IllegalArgumentException("unknown option " + option);
        }
    }

    private void measure() throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (Kernel kernel : kernels) {
                for (Column column : columns) {
                    if (round == 0 || !column.slow()) {
                        fork(kernel, column);
                    }
                }
            }
        }
    }

    private void fork(Kernel kernel, Column column) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(column.flags);
        command.addAll(flags);
        command.addAll(List.of("-Xbatch", "-Xss4m", "-cp", System.getProperty("java.class.path"), Fork.class.getName(), column.name(),
                kernel.name(), folder.toString()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            answer = out.readLine();
        }
        if (process.waitFor() != 0 || answer == null) {
            System.err.println(kernel + " failed on " + column);
            return;
        }
        System.err.println(kernel + " " + column + " " + answer);
        String[] figures = answer.split(" ");
        medians.computeIfAbsent(kernel, key -> new EnumMap<>(Column.class)).computeIfAbsent(column, key -> new ArrayList<>())
                .add(Double.parseDouble(figures[0]));
        if (!figures[1].equals("-1")) {
            fuel.put(kernel, Long.parseLong(figures[1]));
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder("| kernel, median ms (times " + columns.get(0).title + ") | fuel |");
        columns.forEach(column -> table.append(' ').append(column.title).append(" |"));
        table.append('\n').append("|---".repeat(columns.size() + 2)).append("|\n");
        for (Kernel kernel : kernels) {
            table.append("| ").append(kernel.name().toLowerCase(Locale.ROOT)).append(" | ");
            table.append(fuel.containsKey(kernel) ? String.format(Locale.ROOT, "%,d", fuel.get(kernel)) : "").append(" |");
            columns.forEach(column -> table.append(String.format(Locale.ROOT, " %.1f (%.2f) |", median(kernel, column),
                    ratio(kernel, column))));
            table.append('\n');
        }
        table.append("| geometric mean | |");
        columns.forEach(column -> table.append(String.format(Locale.ROOT, " (%.2f) |", Math.exp(kernels.stream()
                .mapToDouble(kernel -> Math.log(ratio(kernel, column))).average().orElse(Double.NaN)))));
        return table.append('\n').toString();
    }

    private double ratio(Kernel kernel, Column column) {
        return median(kernel, column) / median(kernel, columns.get(0));
    }

    private double median(Kernel kernel, Column column) {
        List<Double> all = medians.getOrDefault(kernel, Map.of()).get(column);
        return all == null ? Double.NaN : all.stream().sorted().toList().get(all.size() / 2);
    }
}
