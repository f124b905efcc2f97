package dev.tollgate.health.internal;

import dev.tollgate.jobs.spi.JobStore;
import java.time.Instant;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether jobs can be written: with a statement that finds nothing to change, so that it costs a transaction and no more. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate store jobs", "hc.tags=tollgate", "hc.tags=readiness"})
public final class JobStoreCheck extends StoreCheck<JobStore> {
    @Activate
    public JobStoreCheck(@Reference Host host) {
        super(host, JobStore.class, store -> store.reclaim(Instant.EPOCH));
    }
}
