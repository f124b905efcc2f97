package dev.tollgate.metrics.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Compilations;
import dev.tollgate.engine.GuestMemory;
import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Backlogs;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.GateProvider;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Bytes;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page over services that answer what a test says. */
final class Bed {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Map<String, Supplier<Object>> answers = new HashMap<>();
    final List<String> log = new ArrayList<>();
    final Registry registry;
    final MeteredCalls calls;
    final MetricsPage page;
    long nanos;

    Bed(int mostPlugins) {
        this("open", "", mostPlugins);
    }

    Bed(String access, String tokenFile, int mostPlugins) {
        installed("alpha");
        answers.put("counts", () -> Map.of(JobState.QUEUED, 3L, JobState.DEAD, 1L));
        answers.put("backlog", () -> List.of(new Backlog("plugins", 2, NOW.minusSeconds(7))));
        answers.put("late", List::of);
        answers.put("held", () -> Bytes.ofMiB(1));
        answers.put("allowed", () -> Bytes.ofMiB(64));
        answers.put("refused", () -> 4L);
        answers.put("schedules", List::of);
        answers.put("services", () -> List.of(new ServiceView(plugin("alpha"), ServiceState.RUNNING, NOW, Optional.empty(), 0, Optional.empty(), false, 2, 32,
                new ServiceCounters(10, 9, 8, 7, 6, 5, 4, 3, 2), Optional.empty())));
        answers.put("providers", () -> List.of(new GateProvider("tollgate:kv@1", "kv", 0)));
        registry = new Registry(settings(access, tokenFile, mostPlugins));
        calls = new MeteredCalls(registry, () -> nanos);
        calls.setGates(stub(GateRecords.class));
        page = new MetricsPage(registry, new MetricsPage.Sources(stub(Plugins.class), stub(Jobs.class), stub(Backlogs.class), stub(Services.class),
                stub(GuestMemory.class), () -> new Compilations.Counts(5, 2, 1, Duration.ofMillis(1500))),
                log::add, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);
    }

    void installed(String... slugs) {
        answers.put("plugins", () -> List.of(slugs).stream().map(Bed::view).toList());
    }

    static PluginId plugin(String slug) {
        return new PluginId(slug, "1.0.0", Digest.of(slug.getBytes()));
    }

    private static PluginView view(String slug) {
        return new PluginView(plugin(slug), slug, PluginState.ACTIVE, Optional.empty(), List.of(), List.of(), Optional.empty(),
                new BreakerStatus(Breaker.State.CLOSED, Optional.empty(), 1, 4, BreakerRule.DEFAULT), List.of());
    }

    HttpResponse get(Map<String, String> headers) {
        try {
            return page.handle(new Get(headers));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What a scraper reads, a second later than the last one did. */
    String scrape() {
        nanos += 1_000_000_000L;
        return get(Map.of()).body();
    }

    /** The value of a series; empty where there is none. @param series such as {@code tollgate_jobs{state="dead"}} */
    Optional<Double> value(String series) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(scrape());
        return line.find() ? Optional.of(Double.valueOf(line.group(1))) : Optional.empty();
    }

    /** How many series there are. */
    long series() {
        return scrape().lines().filter(line -> !line.startsWith("#")).count();
    }

    /** Answers each method by its name, and a list by its interface's. */
    private <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(Bed.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) ->
                answers.get(method.getName().equals("list") ? type.getSimpleName().toLowerCase() : method.getName()).get()));
    }

    private static MetricsSettings settings(String access, String tokenFile, int most) {
        return new MetricsSettings() {
            @Override
            public String access() {
                return access;
            }

            @Override
            public String token_file() {
                return tokenFile;
            }

            @Override
            public int plugins_most() {
                return most;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return MetricsSettings.class;
            }
        };
    }

    private record Get(Map<String, String> headers) implements HttpRequest {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/metrics";
        }

        @Override
        public String query() {
            return "";
        }

        @Override
        public List<String> headers(String name) {
            return headers.containsKey(name) ? List.of(headers.get(name)) : List.of();
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }
    }
}
