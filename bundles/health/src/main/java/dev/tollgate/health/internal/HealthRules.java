package dev.tollgate.health.internal;

import dev.tollgate.web.BearerToken;
import dev.tollgate.web.SecretFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When checks warn and turn red; checked.
 *
 * @param path  what the paths of health begin with
 * @param token who is told everything; empty: nobody
 */
record HealthRules(String path, Optional<BearerToken> token, Steps depth, Steps age, Duration unhandled, Duration late, Duration skipped,
        int memoryPercent, Duration refused) {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final int MOST_JOBS = 1_000_000_000;
    private static final int YEAR = 31_536_000;
    private static final int DAY = 86_400;

    /** As the configuration's own defaults. */
    static final HealthRules DEFAULT = new HealthRules("/health", Optional.empty(), new Steps(10_000, 100_000), new Steps(300, 3_600),
            Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofHours(1), 90, Duration.ofMinutes(1));

    /** Beyond the first there is a warning, beyond the second it is red. */
    record Steps(long warn, long red) {
    }

    /** @throws IllegalArgumentException naming the configuration and its key */
    static HealthRules of(HealthSettings settings) {
        return new HealthRules(path(settings.path()), token(settings.token_file()),
                steps("queue.depth.warn", settings.queue_depth_warn(), "queue.depth.red", settings.queue_depth_red(), MOST_JOBS),
                steps("queue.age.warn.s", settings.queue_age_warn_s(), "queue.age.red.s", settings.queue_age_red_s(), YEAR),
                Duration.ofSeconds(within("unhandled.s", settings.unhandled_s(), 0, YEAR)),
                Duration.ofSeconds(within("schedules.late.s", settings.schedules_late_s(), 10, YEAR)),
                Duration.ofSeconds(within("schedules.skipped.s", settings.schedules_skipped_s(), 1, YEAR)),
                within("memory.warn.percent", settings.memory_warn_percent(), 1, 100),
                Duration.ofSeconds(within("memory.refused.s", settings.memory_refused_s(), 1, DAY)));
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

    private static Steps steps(String warnKey, int warn, String redKey, int red, int most) {
        within(warnKey, warn, 1, most);
        return new Steps(warn, within(redKey, red, warn, most));
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, value + " is not between " + least + " and " + most);
        }
        return value;
    }

    private static IllegalArgumentException wrong(String key, String message) {
        return new IllegalArgumentException(HealthSettings.PID + ": " + key + ": " + message);
    }
}
