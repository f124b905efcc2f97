package dev.tollgate.lifecycle.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Does what plugins ask the application for with the command {@code host request}; a whiteboard service with the property
 * {@value #NAMES}. Which plugin may ask for what is the operator's decision: without one nobody may. Where several serve a name, the
 * one of the highest ranking does.
 */
@ConsumerType
public interface HostRequests {
    /** Service property: the names that it serves, one or several. */
    String NAMES = "tollgate.requests";

    /**
     * Does it, on a thread that may be waited on: one request of a plugin at a time, in the order in which it wrote them. What goes
     * wrong here is logged, noted for the operator, and not told to the plugin.
     *
     * @param plugin  who asks, as the host knows it
     * @param name    one that was granted to the plugin
     * @param payload whatever the plugin wrote, at most 64 KiB of JSON; null where it wrote nothing
     */
    void request(PluginId plugin, String name, JsonNode payload) throws Exception;
}
