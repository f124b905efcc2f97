package dev.tollgate.shell.internal.model;

/**
 * What a line led to. Each text is empty where there is nothing to say.
 *
 * @param out what was asked for
 * @param err why it could not be done, and what to do
 */
public record Reply(String out, String err) {
    static Reply said(String text) {
        return new Reply(text, "");
    }

    static Reply refused(String why) {
        return new Reply("", why);
    }
}
