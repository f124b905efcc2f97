package dev.tollgate.limits;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.List;

/**
 * The record of a limit that ended an invocation.
 *
 * @param allowed how much there was, in the limit's unit
 * @param used    how much was used or wanted when it tripped
 * @param stack   the guest's frames, innermost first, by name where the module has names
 */
public record Trip(Limit limit, long allowed, long used, PluginId plugin, String handler, String requestId, List<String> stack,
        Instant at) {
    public Trip {
        stack = List.copyOf(stack);
    }

    /** One line: which limit, how much of how much, where. */
    @Override
    public String toString() {
        return limit.title() + " limit: " + used + " of " + allowed + " " + limit.unit() + " in " + plugin.slug() + " "
                + plugin.version() + " " + handler + (stack.isEmpty() ? "" : " at " + stack.get(0));
    }
}
