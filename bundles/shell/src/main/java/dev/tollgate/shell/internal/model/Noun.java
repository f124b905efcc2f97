package dev.tollgate.shell.internal.model;

import java.util.List;

/**
 * Some commands, as methods with {@code @Command} that return an {@link Act}. Its own {@code @Command} names the group that they are in,
 * or is {@link #SCOPE} where each is a command of its own. One object answers for all sessions, so it keeps nothing of a line.
 */
public interface Noun {
    String SCOPE = "tollgate:";

    /**
     * What an argument can be completed to.
     *
     * @param label  how usage lines name the argument, such as {@code SLUG}
     * @param before the arguments before it, without options
     */
    default List<String> candidates(String label, List<String> before) {
        return List.of();
    }

    /** Whether a line can hold what nobody else is to read, so that errors do not repeat it. */
    default boolean discreet() {
        return false;
    }
}
