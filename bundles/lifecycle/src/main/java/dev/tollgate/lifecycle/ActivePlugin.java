package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A generation of a plugin: one version, loaded with the configuration of that moment. It may be invoked until another one takes over;
 * whoever keeps one longer than for a call is answered {@link CallResult.Superseded} by then.
 */
@ProviderType
public interface ActivePlugin {
    PluginId id();

    Manifest manifest();

    GuestModule module();

    /**
     * The module whose one instance is kept for the plugin's service; empty where it has none. Calls of it may still begin for a while when
     * another generation has taken over, so that what waits can be handed over and the instance be stopped; whoever did that closes it.
     */
    Optional<GuestModule> service();

    /** What a hook invocation may use: what the manifest asks for, within the operator's ceiling. */
    Limits hookLimits();

    /** What a job may use: what the manifest asks for, within the operator's ceiling. */
    Limits jobLimits();

    /** What a job that begins now may use instead: the operator's second set of caps, while the plugin holds {@code high_resource_jobs}. */
    Optional<Limits> highResourceJobLimits();

    /** Whether a capability that the manifest asks for is granted now. */
    boolean holds(String capability);

    /**
     * The required gates that are granted but that no bundle provides now, and the plugins that it depends on that are not active or wait
     * themselves; empty while the plugin may run.
     */
    List<String> waitsFor();

    /** The same, when providers that have just gone had so much time to be replaced. */
    List<String> waitsFor(Duration patience);
}
