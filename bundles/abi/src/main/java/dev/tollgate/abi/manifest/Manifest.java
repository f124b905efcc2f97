package dev.tollgate.abi.manifest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plugin says of itself. Read by {@link ManifestReader}, which has checked it against the schema and filled in the
 * defaults.
 *
 * @param capabilities what the plugin asks for: a capability's name and the scope asked, a JSON object
 * @param dependencies which plugins have to be active for this one to run: a slug and a range of its versions
 * @param config       values that the plugin reads with {@code config}
 */
public record Manifest(String apiVersion, String slug, String name, String version, Server server, JobCaps limits,
        Map<String, JsonNode> capabilities, Map<String, String> dependencies, HookHandlers hooks, List<Job> jobs,
        List<Schedule> schedules, Optional<Service> service, Lifecycle lifecycle, Map<String, JsonNode> config) {

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

    /**
     * @param handler  the exported function that is called
     * @param priority smaller runs earlier
     * @param before   plugins whose handlers run later than this one, whatever the priorities
     * @param after    plugins whose handlers run earlier
     */
    public record Hook(String name, String handler, int priority, List<String> before, List<String> after) {
        public Hook {
            before = before == null ? List.of() : List.copyOf(before);
            after = after == null ? List.of() : List.copyOf(after);
        }
    }

    /** @param type the plugin's own name for this kind of job; @param handler the exported function that runs it */
    public record Job(String type, String handler, @JsonProperty("max_retry") int maxRetry) {
    }

    /** A job that runs at times of its own; {@code scope} and {@code concurrency} as they stand in the file. */
    public record Schedule(String name, @JsonProperty("display_name") String displayName, String description, String pattern,
            String timezone, String scope, String concurrency, @JsonProperty("max_concurrency") int maxConcurrency,
            String timeout, String handler) {
    }

    /**
     * What takes events in.
     *
     * @param start   the exported function that makes it ready; {@code stop} and {@code status} likewise
     * @param queue   how many events wait at a time
     * @param durable whether those that wait are kept in the store
     */
    public record Service(Optional<String> start, Optional<String> stop, Optional<String> status, int queue, boolean durable,
            OnStop onStop, List<Ingress> ingress) {
        @JsonCreator
        static Service of(@JsonProperty("start") String start, @JsonProperty("stop") String stop, @JsonProperty("status") String status,
                @JsonProperty("queue") int queue, @JsonProperty("durable") boolean durable, @JsonProperty("on_stop") OnStop onStop,
                @JsonProperty("ingress") List<Ingress> ingress) {
            return new Service(Optional.ofNullable(start), Optional.ofNullable(stop), Optional.ofNullable(status), queue, durable,
                    onStop, ingress);
        }

        public Optional<Ingress> ingress(String name) {
            return ingress.stream().filter(ingress -> ingress.name().equals(name)).findFirst();
        }
    }

    /** What becomes of events that wait when their service stops. */
    public enum OnStop {
        @JsonProperty("drain") DRAIN,
        @JsonProperty("discard") DISCARD
    }

    /**
     * One way in for events.
     *
     * @param handler  the exported function that is called with an event's payload
     * @param kinds    which kinds it takes; all where it is empty
     * @param maxBytes the most bytes of a payload
     * @param timeout  how long the handler may take for one event, as it stands in the file
     * @param maxRetry how often an event that failed is tried again
     */
    public record Ingress(String name, String handler, List<String> kinds, @JsonProperty("max_bytes") int maxBytes, String timeout,
            @JsonProperty("max_retry") int maxRetry) {
    }

    /** The exported functions that are called when the plugin's own state changes. */
    public record Lifecycle(Optional<String> onActivate, Optional<String> onDeactivate, Optional<String> onUninstall,
            Optional<String> onDiscover) {
        @JsonCreator
        static Lifecycle of(@JsonProperty("on_activate") String onActivate, @JsonProperty("on_deactivate") String onDeactivate,
                @JsonProperty("on_uninstall") String onUninstall, @JsonProperty("on_discover") String onDiscover) {
            return new Lifecycle(Optional.ofNullable(onActivate), Optional.ofNullable(onDeactivate),
                    Optional.ofNullable(onUninstall), Optional.ofNullable(onDiscover));
        }
    }

    @JsonCreator
    static Manifest of(@JsonProperty("apiVersion") String apiVersion, @JsonProperty("slug") String slug, @JsonProperty("name") String name,
            @JsonProperty("version") String version, @JsonProperty("server") Server server, @JsonProperty("limits") JobCaps limits,
            @JsonProperty("capabilities") Map<String, JsonNode> capabilities, @JsonProperty("dependencies") Map<String, String> dependencies,
            @JsonProperty("hooks") HookHandlers hooks, @JsonProperty("jobs") List<Job> jobs,
            @JsonProperty("schedules") List<Schedule> schedules, @JsonProperty("service") Service service,
            @JsonProperty("lifecycle") Lifecycle lifecycle, @JsonProperty("config") Map<String, JsonNode> config) {
        return new Manifest(apiVersion, slug, name, version, server, limits, capabilities, dependencies, hooks, jobs, schedules,
                Optional.ofNullable(service), lifecycle, config);
    }

    /** Every handler that it names, by the JSON pointer of where. */
    public Map<String, String> handlers() {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < hooks.filters().size(); i++) {
            named.put("/hooks/filters/" + i + "/handler", hooks.filters().get(i).handler());
        }
        for (int i = 0; i < hooks.actions().size(); i++) {
            named.put("/hooks/actions/" + i + "/handler", hooks.actions().get(i).handler());
        }
        for (int i = 0; i < jobs.size(); i++) {
            named.put("/jobs/" + i + "/handler", jobs.get(i).handler());
        }
        for (int i = 0; i < schedules.size(); i++) {
            named.put("/schedules/" + i + "/handler", schedules.get(i).handler());
        }
        service.ifPresent(declared -> handlers(declared, named));
        lifecycle.onActivate().ifPresent(handler -> named.put("/lifecycle/on_activate", handler));
        lifecycle.onDeactivate().ifPresent(handler -> named.put("/lifecycle/on_deactivate", handler));
        lifecycle.onUninstall().ifPresent(handler -> named.put("/lifecycle/on_uninstall", handler));
        lifecycle.onDiscover().ifPresent(handler -> named.put("/lifecycle/on_discover", handler));
        return named;
    }

    private static void handlers(Service service, Map<String, String> named) {
        service.start().ifPresent(handler -> named.put("/service/start", handler));
        service.stop().ifPresent(handler -> named.put("/service/stop", handler));
        service.status().ifPresent(handler -> named.put("/service/status", handler));
        for (int i = 0; i < service.ingress().size(); i++) {
            named.put("/service/ingress/" + i + "/handler", service.ingress().get(i).handler());
        }
    }

    public Optional<Job> job(String type) {
        return jobs.stream().filter(job -> job.type().equals(type)).findFirst();
    }

    public Optional<Schedule> schedule(String name) {
        return schedules.stream().filter(schedule -> schedule.name().equals(name)).findFirst();
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
