package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.limits.Limits;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A plugin version that is loaded and may be invoked. */
@ProviderType
public interface ActivePlugin {
    PluginId id();

    Manifest manifest();

    GuestModule module();

    /** What a hook invocation may use: what the manifest asks for, within the operator's ceiling. */
    Limits hookLimits();

    /**
     * What a job that begins now may use: what the manifest asks for, within the operator's ceiling; or the operator's second set of
     * caps.
     */
    Limits jobLimits();

    /** Whether its jobs have the operator's second set of caps now: the capability {@code high_resource_jobs} is granted and provided. */
    boolean highResourceJobs();

    /** Whether a capability that the manifest asks for is granted now. */
    boolean holds(String capability);

    /** The required gates that are granted but that no bundle provides now; empty while the plugin may run. */
    List<String> waitsFor();
}
