package dev.tollgate.tracing.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings, checked. */
record TracingOptions(Exporter exporter, URI endpoint, double ratio, String service, int queue, Duration timeout) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}");
    private static final int MOST_SPANS = 65_536;
    private static final int LEAST_MS = 100;
    private static final int MOST_MS = 60_000;

    /** Where spans go. */
    enum Exporter {
        NONE, OTLP, SERVICE
    }

    static TracingOptions of(TracingSettings settings) {
        return new TracingOptions(exporter(settings.exporter().strip()), endpoint(settings.endpoint().strip()), settings.sampling_ratio(),
                settings.service_name().strip(), settings.queue_most(), Duration.ofMillis(settings.timeout_ms()));
    }

    TracingOptions {
        check(ratio >= 0 && ratio <= 1, "sampling.ratio", ratio, "a number from 0 to 1");
        check(NAME.matcher(service).matches(), "service.name", service, "1 to 100 letters, digits, and any of ' ._/-'");
        check(queue >= 1 && queue <= MOST_SPANS, "queue.most", queue, "a whole number from 1 to " + MOST_SPANS);
        check(timeout.toMillis() >= LEAST_MS && timeout.toMillis() <= MOST_MS, "timeout.ms", timeout.toMillis(), "a whole number from " + LEAST_MS
                + " to " + MOST_MS);
    }

    private static Exporter exporter(String name) {
        return switch (name) {
            case "none" -> Exporter.NONE;
            case "otlp" -> Exporter.OTLP;
            case "service" -> Exporter.SERVICE;
            default -> throw wrong("exporter", name, "none, otlp or service");
        };
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            check(uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null, "endpoint", text,
                    "such as http://localhost:4318/v1/traces");
            return uri;
        } catch (URISyntaxException malformed) {
            throw wrong("endpoint", text, "such as http://localhost:4318/v1/traces");
        }
    }

    private static void check(boolean valid, String key, Object value, String allowed) {
        if (!valid) {
            throw wrong(key, value, allowed);
        }
    }

    private static IllegalArgumentException wrong(String key, Object value, String allowed) {
        return new IllegalArgumentException(TracingSettings.PID + ": " + key + " is '" + value + "', allowed is " + allowed);
    }
}
