package dev.tollgate.deploy.internal;

import java.time.Duration;

/**
 * How patient the folder is with whoever writes to it.
 *
 * @param settle how long a file must be left alone before it is read
 * @param gone   how long a file must be gone before its plugin goes
 */
record DeployTimes(Duration settle, Duration gone) {
    DeployTimes {
        checked("settle.milliseconds", settle.toMillis());
        checked("gone.seconds", gone.toSeconds());
    }

    static DeployTimes of(DeploySettings settings) {
        return new DeployTimes(Duration.ofMillis(settings.settle_milliseconds()), Duration.ofSeconds(settings.gone_seconds()));
    }

    private static void checked(String key, long value) {
        if (value < 0 || value > 86_400_000) {
            throw new IllegalArgumentException("configuration " + DeploySettings.PID + ": " + key + " is " + value
                    + ", allowed is a whole number from 0, and at most a day");
        }
    }
}
