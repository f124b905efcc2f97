package dev.tollgate.shell.internal.model;

import dev.tollgate.shell.internal.text.Answer;

/** What a line asks for, once it is read. */
@FunctionalInterface
public interface Act {
    Answer run(Caller caller) throws Exception;
}
