package dev.tollgate.benchmarks.jobs.subject;

import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.store.postgres.internal.PostgresComponent;
import dev.tollgate.store.sqlite.internal.StoreComponent;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A store of jobs, opened by its own component. */
record JobStorage(JobStore jobs, StandIns services, AutoCloseable component) {
    private static final long LOOK_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    static JobStorage postgres(String url) {
        StandIns services = new StandIns();
        PostgresComponent component = new PostgresComponent(services.context(), Map.of("url", url, "user", "postgres"));
        return new JobStorage(opened(services), services, () -> deactivate(component));
    }

    static JobStorage sqlite(Path folder) {
        StandIns services = new StandIns();
        StoreComponent component = new StoreComponent(services.context(), Map.of("directory", folder.toString()));
        return new JobStorage(opened(services), services, () -> deactivate(component));
    }

    void close() {
        try {
            component.close();
        } catch (Exception failed) {
            throw new IllegalStateException("the store does not close", failed);
        }
    }

    /** A store that many nodes share is opened beside everything else. */
    private static JobStore opened(StandIns services) {
        long begun = System.nanoTime();
        while (services.service(JobStore.class) == null) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException("the store does not open, or keeps no jobs");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return services.service(JobStore.class);
    }

    /** What the framework calls is open to no other package. */
    private static void deactivate(Object component) throws ReflectiveOperationException {
        Method close = component.getClass().getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(component);
    }
}
