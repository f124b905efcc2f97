package dev.tollgate.lifecycle;

/** What a hook is for. A filter and an action may have the same name, and are two hooks then. */
public enum HookKind {
    /** Each handler gets the value that the one before it made. */
    FILTER,
    /** Each handler is told of the same thing. */
    ACTION
}
