package dev.tollgate.abi.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plugin says of itself. Read by {@link ManifestReader}, which has checked it against the schema and filled in the
 * defaults.
 *
 * @param capabilities what the plugin asks for: a capability's name and the scope asked, a JSON object
 * @param config       values that the plugin reads with {@code config}
 */
public record Manifest(String apiVersion, String slug, String name, String version, Server server, JobCaps limits,
        Map<String, JsonNode> capabilities, HookHandlers hooks, List<Job> jobs, Map<String, JsonNode> config) {

    /**
     * The module and the limits that it asks for when a hook is called.
     *
     * @param instances whether an instance's state is kept for its next invocation
     */
    public record Server(String wasm, @JsonProperty("memory_limit_mb") int memoryLimitMb,
            @JsonProperty("fuel_per_invocation") long fuelPerInvocation,
            @JsonProperty("invocation_timeout_ms") long invocationTimeoutMs, InstanceState instances) {
    }

    /** What becomes of an instance's state between invocations. */
    public enum InstanceState {
        @JsonProperty("clean") CLEAN,
        @JsonProperty("reuse") REUSE
    }

    /** The limits that it asks for when a job runs. */
    public record JobCaps(@JsonProperty("job_fuel") long jobFuel, @JsonProperty("job_memory_mb") int jobMemoryMb,
            @JsonProperty("job_timeout") String jobTimeout) {
    }

    public record HookHandlers(List<Hook> filters, List<Hook> actions) {
    }

    /** @param handler the exported function that is called; @param priority smaller runs earlier */
    public record Hook(String name, String handler, int priority) {
    }

    /** @param type the plugin's own name for this kind of job; @param handler the exported function that runs it */
    public record Job(String type, String handler, @JsonProperty("max_retry") int maxRetry) {
    }

    public Optional<Job> job(String type) {
        return jobs.stream().filter(job -> job.type().equals(type)).findFirst();
    }

    public boolean asksFor(String capability) {
        return capabilities.containsKey(capability);
    }

    /** How far it asks for a capability, as a JSON object. */
    public JsonNode scope(String capability) {
        ObjectNode scope = capabilities.get(capability).deepCopy();
        return scope.without("optional");
    }

    /** Whether the plugin can do without a capability that it asks for. */
    public boolean optional(String capability) {
        return capabilities.get(capability).path("optional").asBoolean(false);
    }
}
