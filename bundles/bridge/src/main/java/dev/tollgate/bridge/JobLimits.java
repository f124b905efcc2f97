package dev.tollgate.bridge;

import dev.tollgate.abi.settings.SettingsException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How much each plugin may queue and run: what the configuration says, unless an administrator set it otherwise. A change holds from
 * the next enqueue and the next claim on, a second later at most, on every node that shares the store. Failures are
 * {@link SettingsException}.
 */
@ProviderType
public interface JobLimits {
    /** What can be set, by the key that it has in the configuration {@code dev.tollgate.bridge} too. */
    enum Limit {
        /** Jobs that it may enqueue in any minute. */
        RATE("rate.per.minute", 100_000),
        /** Jobs of it that may wait at a time. */
        DEPTH("most.queued", 1_000_000),
        /** Jobs of it that run at a time on one node. */
        SLOTS("tollgate.job.per.group", 64);

        private final String key;
        private final int most;

        Limit(String key, int most) {
            this.key = key;
            this.most = most;
        }

        public String key() {
            return key;
        }

        /** The most that it can be set to; the least is 1. */
        public int most() {
            return most;
        }

        /** @throws IllegalArgumentException where there is none of that key */
        public static Limit of(String key) {
            return Arrays.stream(values()).filter(limit -> limit.key.equals(key)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no such limit of jobs; limits are "
                            + Arrays.stream(values()).map(Limit::key).toList()));
        }

        /** @throws IllegalArgumentException when it cannot be set to that */
        public int checked(int value) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(key + " is a whole number from 1 to " + most + ", not " + value
                        + (value < 1 ? "; to stop a plugin's jobs, pause or deactivate it" : ""));
            }
            return value;
        }
    }

    /** What holds for a plugin. */
    record Bounds(int perMinute, int mostQueued, int atATime) {
        public Bounds {
            Limit.RATE.checked(perMinute);
            Limit.DEPTH.checked(mostQueued);
            Limit.SLOTS.checked(atATime);
        }
    }

    /** What an administrator set, and who it was. */
    record Decision(int value, String by, Instant at) {
    }

    /** What holds for a plugin now, as known a second ago or later. */
    Bounds limits(String slug);

    /** Which of them an administrator set for it; the others are the configuration's. */
    Map<Limit, Decision> decisions(String slug);

    /** @throws IllegalArgumentException when it cannot be set to that; nothing is changed */
    void set(String slug, Limit limit, int value, String by);

    /** Lets the configuration decide again, about one limit or all; whether anything was set. */
    boolean reset(String slug, Optional<Limit> limit, String by);

    /** The plugin is gone, and so is what was decided for it. */
    void forget(String slug);
}
