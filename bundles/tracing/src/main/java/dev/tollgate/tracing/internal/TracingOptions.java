package dev.tollgate.tracing.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings. What the metatype says of each is checked before. */
public record TracingOptions(Exporter exporter, URI endpoint, double ratio, String service, int queue, Duration timeout) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}");

    /** Where spans go. */
    public enum Exporter {
        NONE, OTLP, SERVICE
    }

    /** The endpoint, and the name in traces. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(values.as(TracingSettings.class));
        }
    }

    /** @throws IllegalArgumentException naming the configuration and its key */
    static TracingOptions of(TracingSettings settings) {
        return new TracingOptions(Exporter.valueOf(settings.exporter().toUpperCase(Locale.ROOT)), endpoint(settings.endpoint().strip()), settings.sampling_ratio(),
                settings.service_name().strip(), settings.queue_most(), Duration.ofMillis(settings.timeout_ms()));
    }

    public TracingOptions {
        check(NAME.matcher(service).matches(), "service.name", service, "1 to 100 letters, digits, and any of ' ._/-'");
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

    private static void check(boolean valid, String key, String value, String allowed) {
        if (!valid) {
            throw wrong(key, value, allowed);
        }
    }

    private static IllegalArgumentException wrong(String key, String value, String allowed) {
        return new IllegalArgumentException(TracingSettings.PID + ": " + key + " is '" + value + "', allowed is " + allowed);
    }
}
