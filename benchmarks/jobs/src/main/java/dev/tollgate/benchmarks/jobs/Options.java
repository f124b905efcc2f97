package dev.tollgate.benchmarks.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is measured and for how long.
 *
 * @param node     the folder with the peers from npm
 * @param time     of one measurement of a rate
 * @param offered  for how long jobs are offered at a rate in one round
 * @param threads  jobs that run at a time, at db-scheduler too
 * @param perGroup jobs of one of the ten groups that run at a time
 * @param sizes    how many jobs are queued when their execution is measured
 */
record Options(Path node, int rounds, Duration time, Duration offered, int threads, int perGroup, List<Integer> sizes,
        Set<String> measures, List<Contestant> contestants) {
    static final Set<String> MEASURES = Set.of("enqueue", "execute", "latency", "nodes");
    private static final Map<String, String> DEFAULTS = Map.of("rounds", "3", "millis", "2500", "offered", "8000", "threads", "4",
            "group", "64", "sizes", "1000,100000,1000000", "measures", String.join(",", MEASURES), "subjects",
            String.join(",", Arrays.stream(Contestant.values()).map(Enum::name).toList()));

    /** @param arguments the folder, then options as {@code name=value} */
    static Options of(String[] arguments) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        for (String option : Arrays.asList(arguments).subList(1, arguments.length)) {
            String name = option.substring(0, Math.max(0, option.indexOf('=')));
            if (values.replace(name, option.substring(name.length() + 1)) == null) {
                throw new IllegalArgumentException("unknown option " + option + "; there are " + DEFAULTS.keySet());
            }
        }
        return new Options(Path.of(arguments[0]).toAbsolutePath(), number(values, "rounds"), Duration.ofMillis(number(values, "millis")),
                Duration.ofMillis(number(values, "offered")), number(values, "threads"), number(values, "group"),
                list(values, "sizes").stream().map(Integer::valueOf).toList(), Set.copyOf(list(values, "measures")),
                list(values, "subjects").stream().map(name -> Contestant.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'))).toList());
    }

    Options {
        if (!MEASURES.containsAll(measures)) {
            throw new IllegalArgumentException("unknown among " + measures + "; there are " + MEASURES);
        }
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.get(name));
    }

    private static List<String> list(Map<String, String> values, String name) {
        return List.of(values.get(name).split(","));
    }
}
