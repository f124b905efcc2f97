package dev.tollgate.lifecycle.internal;

import java.util.List;

/**
 * What doing something comes to where nothing comes in between.
 *
 * @param allowed whether who asks for it is told that it was done
 * @param calls   what the guests say when their own handlers are called
 */
record Step(Model after, boolean allowed, List<String> calls) {
    static Step refused(Model as) {
        return new Step(as, false, List.of());
    }

    static Step done(Model after) {
        return new Step(after, true, List.of());
    }
}
