package dev.tollgate.abi.capability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Who calls a gate, from where, and how far it is open for that plugin. Valid during the call only. */
@ProviderType
public interface GateCall {
    PluginId plugin();

    /** The handler whose invocation calls. */
    String handler();

    /** Names the invocation in logs and records. */
    String requestId();

    /** What the manifest asked for, narrowed by the grant: a JSON object. */
    JsonNode scope();

    /** What is left of the invocation's one deadline; a provider that blocks, blocks no longer than this. */
    Duration remaining();
}
