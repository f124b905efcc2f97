package dev.tollgate.benchmarks.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What was measured: for each line and contestant, one figure a round. */
final class Figures {
    private final Map<String, Map<Contestant, List<Double>>> lines = new LinkedHashMap<>();

    void add(String line, Contestant contestant, double figure) {
        lines.computeIfAbsent(line, key -> new EnumMap<>(Contestant.class)).computeIfAbsent(contestant, key -> new ArrayList<>())
                .add(figure);
    }

    /** In the order in which they were measured first. */
    Set<String> lines() {
        return lines.keySet();
    }

    boolean has(Contestant contestant) {
        return lines.values().stream().anyMatch(line -> line.containsKey(contestant));
    }

    OptionalDouble median(String line, Contestant contestant) {
        List<Double> all = all(line, contestant);
        return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(all.get(all.size() / 2));
    }

    /** How many times the other's median it is. */
    OptionalDouble ratio(String line, Contestant contestant, Contestant other) {
        OptionalDouble one = median(line, contestant);
        OptionalDouble two = median(line, other);
        return one.isPresent() && two.isPresent() ? OptionalDouble.of(one.getAsDouble() / two.getAsDouble()) : OptionalDouble.empty();
    }

    /** Median, least and most. */
    String cell(String line, Contestant contestant) {
        List<Double> all = all(line, contestant);
        return all.isEmpty() ? "" : text(all.get(all.size() / 2)) + " (" + text(all.get(0)) + " to " + text(all.get(all.size() - 1)) + ")";
    }

    static String text(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%,.0f", figure);
    }

    private List<Double> all(String line, Contestant contestant) {
        List<Double> all = new ArrayList<>(lines.getOrDefault(line, Map.of()).getOrDefault(contestant, List.of()));
        Collections.sort(all);
        return all;
    }
}
