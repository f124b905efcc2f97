package dev.tollgate.benchmarks.services;

import dev.tollgate.engine.Engine;
import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.Pools;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.internal.service.DiagnosticLog;
import dev.tollgate.lifecycle.internal.service.EventIntake;
import dev.tollgate.lifecycle.internal.service.ServiceControl;
import dev.tollgate.lifecycle.internal.service.ServiceHost;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Bytes;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Measures events through service plugins whose handler does nothing, and prints the figures. Arguments: see service.sh. */
public final class ServiceBenchmark {
    private static final int WARM_UP = 200_000;
    private static final byte[] PAYLOAD = new byte[100];
    private static final BreakerStatus CLOSED = new BreakerStatus(Breaker.State.CLOSED, Optional.empty(), 0, 0, BreakerRule.DEFAULT);

    private final Map<String, ActivePlugin> plugins = new TreeMap<>();
    private final ServiceHost host;
    private final EventIntake ingress;
    private final ServiceControl services;

    private ServiceBenchmark(int count) throws Exception {
        Engine engine = new WasmEngine(new Pools(Bytes.ofMiB(512), Duration.ofMinutes(1), System::nanoTime));
        Invoker invoker = new PooledInvoker();
        Plugins active = proxy(Plugins.class, arguments -> Optional.ofNullable(plugins.get((String) arguments[0])));
        host = new ServiceHost(active, (plugin, handler, input, profile) -> new CallResult.Ended(
                invoker.invoke(plugin.service().orElseThrow(), handler, input, profile)), proxy(Breakers.class, arguments -> CLOSED),
                (plugin, output) -> { }, new Silence(), new EventObservers(), new Settings());
        ingress = new EventIntake(host);
        services = new ServiceControl(host);
        for (int i = 0; i < count; i++) {
            String slug = "service-" + i;
            plugins.put(slug, NoopService.load(engine, slug));
            host.changed(slug);
            while (services.get(slug).orElseThrow().state() != ServiceState.RUNNING) {
                Thread.onSpinWait();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        System.out.println("| Services | events /s | offer p50 us | p99 us | p99.9 us | offered and at its end, one at a time: p50 us | p99 us |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int count : List.of(1, 4, 16)) {
            ServiceBenchmark benchmark = new ServiceBenchmark(count);
            benchmark.flow(WARM_UP);
            long begun = System.nanoTime();
            long[] offers = benchmark.flow(events);
            double seconds = (System.nanoTime() - begun) / 1e9;
            benchmark.oneByOne(WARM_UP / 10);
            long[] single = benchmark.oneByOne(events / 20);
            System.out.printf(Locale.ROOT, "| %d | %,.0f | %.2f | %.2f | %.2f | %.1f | %.1f |%n", count, events / seconds, at(offers, 500), at(offers, 990),
                    at(offers, 999), at(single, 500), at(single, 990));
            benchmark.host.close();
        }
    }

    /** As fast as they are taken in, in turn for each service; until the last has ended. How long each offer that was taken in took. */
    private long[] flow(int events) {
        String[] slugs = plugins.keySet().toArray(new String[0]);
        Offer[] last = new Offer[slugs.length];
        long[] nanos = new long[events];
        for (int i = 0; i < events; i++) {
            int service = i % slugs.length;
            IngressEvent event = event(slugs[service]);
            while (true) {
                long begun = System.nanoTime();
                last[service] = ingress.offer(event);
                nanos[i] = System.nanoTime() - begun;
                if (last[service].accepted()) {
                    break;
                }
                Thread.yield();
            }
        }
        Arrays.stream(last).forEach(offer -> offer.end().toCompletableFuture().join());
        Arrays.sort(nanos);
        return nanos;
    }

    private long[] oneByOne(int events) {
        long[] nanos = new long[events];
        for (int i = 0; i < events; i++) {
            IngressEvent event = event("service-0");
            long begun = System.nanoTime();
            ingress.offer(event).end().toCompletableFuture().join();
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static IngressEvent event(String slug) {
        return IngressEvent.of(slug, "bench", NoopService.INGRESS, "noop", PAYLOAD, Instant.EPOCH);
    }

    private static double at(long[] sorted, int perMille) {
        return sorted[(int) ((sorted.length - 1) * (long) perMille / 1_000)] / 1_000.0;
    }

    private static <T> T proxy(Class<T> type, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer.apply(arguments)));
    }

    /** Nobody reads it. */
    private static final class Silence implements DiagnosticLog {
        @Override
        public void note(String slug, Diagnostic.Level level, String text) {
            // Nothing is kept.
        }

        @Override
        public List<Diagnostic> of(String slug) {
            return List.of();
        }

        @Override
        public List<Diagnostic> all() {
            return List.of();
        }

        @Override
        public void forget(String slug) {
            // Nothing was kept.
        }
    }
}
