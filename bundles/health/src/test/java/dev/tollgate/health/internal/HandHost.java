package dev.tollgate.health.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;

/** A host with the services that a test gives it, and a clock that it turns. */
final class HandHost implements Host {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final Set<String> queues = new HashSet<>();
    private final List<Named> services = new ArrayList<>();
    private Instant now = START;

    private record Named(String name, Object service) {
    }

    HandHost with(Object service) {
        return with("", service);
    }

    HandHost with(String name, Object service) {
        services.add(new Named(name, service));
        return this;
    }

    void turn(Duration by) {
        now = now.plus(by);
    }

    @Override
    public <T> int each(Class<T> type, BiConsumer<String, T> ask) {
        List<Named> found = services.stream().filter(named -> type.isInstance(named.service())).toList();
        found.forEach(named -> ask.accept(named.name(), type.cast(named.service())));
        return found.size();
    }

    @Override
    public <T> boolean first(Class<T> type, Consumer<T> ask) {
        return services.stream().map(Named::service).filter(type::isInstance).findFirst().map(type::cast).map(service -> {
            ask.accept(service);
            return true;
        }).orElse(false);
    }

    @Override
    public Set<String> values(Class<?> type, String property) {
        return queues;
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    /** What a check says, its status first. */
    static String said(HealthCheck check) {
        Result result = check.execute();
        StringBuilder said = new StringBuilder(result.getStatus().name());
        for (ResultLog.Entry entry : result) {
            said.append("\n").append(entry.getStatus()).append(' ').append(entry.getMessage());
        }
        return said.toString();
    }
}
