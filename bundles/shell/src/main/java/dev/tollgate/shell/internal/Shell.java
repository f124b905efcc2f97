package dev.tollgate.shell.internal;

import dev.tollgate.shell.internal.model.Noun;

/** A shell that takes commands. */
public interface Shell {
    /** @return takes them away again */
    Runnable add(Noun noun);

    /** A command that explains the others, where the shell has none that can. */
    default Runnable addHelp() {
        return () -> {
        };
    }
}
