package dev.tollgate.lifecycle;

import java.util.List;

/**
 * What calling a hook came to.
 *
 * @param value   a filter's value after the last handler; an action's payload as it was
 * @param reports one per handler, in the order of the calls
 */
public record TypedHookResult<T>(T value, List<HandlerReport> reports) {
    public TypedHookResult {
        reports = List.copyOf(reports);
    }
}
