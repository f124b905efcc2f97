package dev.tollgate.capability.highresourcejobs;

import dev.tollgate.abi.capability.Gate;
import org.osgi.annotation.versioning.ProviderType;

/** Holding it is all: there is nothing to call. */
@Gate(name = "high_resource_jobs", major = 1)
@ProviderType
public interface HighResourceJobsGate {
}
