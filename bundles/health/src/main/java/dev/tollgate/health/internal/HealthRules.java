package dev.tollgate.health.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.web.BearerToken;
import dev.tollgate.web.SecretFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When checks warn and turn red. What the metatype says of each number is checked before.
 *
 * @param path  what the paths of health begin with
 * @param token who is told everything; empty: nobody
 */
record HealthRules(String path, Optional<BearerToken> token, Steps depth, Steps age, Duration unhandled, Duration late, Duration skipped,
        int memoryPercent, Duration refused) {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    /** Beyond the first there is a warning, beyond the second it is red. */
    record Steps(long warn, long red) {
    }

    /** The path, the token's file, and what has to be in order. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(values.as(HealthSettings.class));
        }
    }

    /** @throws IllegalArgumentException naming the configuration and its key */
    static HealthRules of(HealthSettings settings) {
        return new HealthRules(path(settings.path()), token(settings.token_file()),
                steps("queue.depth.red", settings.queue_depth_warn(), settings.queue_depth_red()),
                steps("queue.age.red.s", settings.queue_age_warn_s(), settings.queue_age_red_s()),
                Duration.ofSeconds(settings.unhandled_s()), Duration.ofSeconds(settings.schedules_late_s()),
                Duration.ofSeconds(settings.schedules_skipped_s()), settings.memory_warn_percent(), Duration.ofSeconds(settings.memory_refused_s()));
    }

    private static String path(String path) {
        if (path == null || !PATH.matcher(path).matches()) {
            throw wrong("path", "'" + path + "' is no path; set one such as /health");
        }
        return path;
    }

    private static Optional<BearerToken> token(String file) {
        try {
            return Optional.ofNullable(file).map(String::strip).filter(text -> !text.isEmpty())
                    .map(text -> new BearerToken(new SecretFile(Path.of(text))));
        } catch (IllegalArgumentException relative) {
            throw wrong("token.file", relative.getMessage());
        }
    }

    private static Steps steps(String redKey, long warn, long red) {
        if (red < warn) {
            throw wrong(redKey, red + " is less than " + warn + ", from which on there is a warning");
        }
        return new Steps(warn, red);
    }

    private static IllegalArgumentException wrong(String key, String message) {
        return new IllegalArgumentException(HealthSettings.PID + ": " + key + ": " + message);
    }
}
