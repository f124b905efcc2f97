package dev.tollgate.capability.highresourcejobs.internal;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.capability.highresourcejobs.HighResourceJobsGate;
import org.osgi.service.component.annotations.Component;

/** Says, by being there, that this node has room for large jobs. */
@Component(service = Capability.class)
@ProvidesGate(name = "high_resource_jobs", version = "1.0")
public final class HighResourceJobs implements Capability, HighResourceJobsGate {
}
