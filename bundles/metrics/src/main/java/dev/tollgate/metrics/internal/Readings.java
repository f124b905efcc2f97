package dev.tollgate.metrics.internal;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The metrics that are made of what services answer when somebody reads them. */
final class Readings implements AutoCloseable {
    private final PrometheusRegistry registry;
    private final LongSupplier nanoTime;
    private final Counter failures;
    private final List<Collector> metrics = new ArrayList<>();

    Readings(PrometheusRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.failures = Counter.builder().name("tollgate_reading_failures_total")
                .help("Times that metrics were missing because the service behind them failed.").labelNames("reading").withoutExemplars()
                .register(registry);
        metrics.add(failures);
    }

    <T> Reading<T> reading(String name, Supplier<T> service) {
        return new Reading<>(name, service, nanoTime, failures.labelValues(name)::inc);
    }

    <T> void gauge(String name, String help, Reading<T> reading, BiConsumer<T, Rows> values, String... labels) {
        metrics.add(GaugeWithCallback.builder().name(name).help(help).labelNames(labels)
                .callback(row -> rows(reading, values).each(row::call)).register(registry));
    }

    <T> void counter(String name, String help, Reading<T> reading, BiConsumer<T, Rows> values, String... labels) {
        metrics.add(CounterWithCallback.builder().name(name).help(help).labelNames(labels)
                .callback(row -> rows(reading, values).each(row::call)).register(registry));
    }

    @Override
    public void close() {
        metrics.forEach(registry::unregister);
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T> Rows rows(Reading<T> reading, BiConsumer<T, Rows> values) {
        Rows rows = new Rows();
        reading.get().ifPresent(answer -> values.accept(answer, rows));
        return rows;
    }
}
