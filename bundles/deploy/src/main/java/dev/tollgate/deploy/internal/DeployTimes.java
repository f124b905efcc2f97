package dev.tollgate.deploy.internal;

import java.time.Duration;

/**
 * How patient the folder is with whoever writes to it.
 *
 * @param settle how long a file must be left alone before it is read
 * @param gone   how long a file must be gone before its plugin goes
 */
record DeployTimes(Duration settle, Duration gone) {
    static DeployTimes of(DeploySettings settings) {
        return new DeployTimes(Duration.ofMillis(settings.settle_milliseconds()), Duration.ofSeconds(settings.gone_seconds()));
    }
}
