package dev.tollgate.metrics.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values by their labels; those of plugins that share a label are added up. */
final class Rows {
    private final Map<List<String>, Double> values = new LinkedHashMap<>();

    void add(double value, String... labels) {
        values.merge(List.of(labels), value, Double::sum);
    }

    void each(Row row) {
        values.forEach((labels, value) -> row.is(value, labels.toArray(String[]::new)));
    }

    /** Takes a value. */
    interface Row {
        void is(double value, String... labels);
    }
}
