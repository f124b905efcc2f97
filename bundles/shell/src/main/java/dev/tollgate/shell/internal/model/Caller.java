package dev.tollgate.shell.internal.model;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Who gave a command, and where.
 *
 * @param name     to whom decisions are put down
 * @param json     whether a program reads the answer
 * @param out      for what goes on and on; everything else is answered
 * @param keyboard on which what goes on and on is ended
 */
public record Caller(String name, boolean json, PrintStream out, InputStream keyboard) {
    public Caller asking(boolean forJson) {
        return new Caller(name, forJson, out, keyboard);
    }
}
