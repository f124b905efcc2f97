package dev.tollgate.abi.capability;

import dev.tollgate.abi.PluginId;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** What a {@link Capability} implements beside its gate when it keeps data for plugins. Both methods can be called again. */
@ConsumerType
public interface PluginData {
    /**
     * Makes the data fit a version of the plugin. Called before the version is activated, so that it is not where this fails, and
     * before its first call of a provider that does not know it yet. When a version gives way to an older one, this is called
     * for the older one.
     *
     * @param files what the package has in a folder of the capability's name: the path within that folder, and the content
     * @throws GateException with a message for an administrator; the version that was active stays
     */
    void prepare(PluginId plugin, Map<String, byte[]> files) throws GateException;

    /** The plugin was removed with all its versions: deletes what is kept for it. */
    void forget(String slug);
}
