package dev.tollgate.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls the plugins that listen to a hook: by priority (smaller first), then by slug, then as declared, unless they ask to be called
 * before or after each other. A handler that trips, fails, returns what is not taken or is skipped is neutral: the next one goes on
 * with what there was. The whole chain has a deadline. Where a {@link HookPoint} of the name is registered, each form checks payloads.
 */
@ProviderType
public interface Hooks {
    /**
     * Passes a value through every filter of that name.
     *
     * @throws HookPayloadException when a hook point is registered that does not take this; the same goes for all forms
     */
    HookResult filter(String hook, byte[] value);

    /** Tells every action of that name; what they write is not passed on. How they end is in the reports alone. */
    HookResult action(String hook, byte[] payload);

    /** The same as JSON: an output that is no JSON is invalid. */
    TypedHookResult<JsonNode> filter(String hook, JsonNode value);

    /** The same as JSON. */
    TypedHookResult<JsonNode> action(String hook, JsonNode payload);

    /**
     * The same as the point's Java type: an output that does not fit it is invalid, and so is {@code null}. Fields that the type does
     * not have are left to the schema.
     *
     * @throws IllegalStateException when the point is not registered now
     */
    <T> TypedHookResult<T> filter(HookPoint<T> point, T value);

    /**
     * The same as the point's Java type.
     *
     * @throws IllegalStateException when the point is not registered now
     */
    <T> TypedHookResult<T> action(HookPoint<T> point, T payload);

    /** The hooks that somebody listens to, or that are registered. */
    SortedSet<String> names();

    /** Who listens to a hook now, in the order of the calls: filters, then actions. */
    List<HookListener> listeners(String hook);

    /** What is registered by that name. */
    Optional<HookPoint<?>> point(String hook);

    /** Where plugins contradict each other, by hook. */
    List<HookCycle> cycles();
}
