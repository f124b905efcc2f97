package dev.tollgate.benchmarks.services;

import dev.tollgate.lifecycle.internal.service.ServiceSettings;
import java.lang.annotation.Annotation;

/** As they are configured where nothing is said. */
final class Settings implements ServiceSettings {
    @Override
    public Class<? extends Annotation> annotationType() {
        return ServiceSettings.class;
    }

    @Override
    public int dispatchers() {
        return 16;
    }

    @Override
    public int queue_most() {
        return 1_000;
    }

    @Override
    public int queue_mb() {
        return 16;
    }

    @Override
    public int drain_seconds() {
        return 10;
    }

    @Override
    public int durable_at_a_time() {
        return 2;
    }
}
