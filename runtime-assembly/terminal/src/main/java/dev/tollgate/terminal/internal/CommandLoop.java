package dev.tollgate.terminal.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Executes line after line of an input in one shell session. */
final class CommandLoop {

    /** Why a loop ended. */
    enum End { OF_INPUT, BY_COMMAND, BY_INTERRUPT }

    /** A session variable: the command {@code exit} was given, the next line is not wanted any more. */
    static final String LEFT = ".tollgate_left";

    private static final String PROMPT = "tollgate> ";
    private static final String HINT = "type help for the commands; exit stops the server";

    /** Where a name without a scope is looked for: our commands hide others of the same name. */
    private static final String SCOPE = "tollgate:gogo:felix:*";

    private final CommandSession session;
    private final PrintStream out;
    private final boolean interactive;

    CommandLoop(CommandSession session, boolean interactive) {
        this.session = session;
        this.out = session.getConsole();
        this.interactive = interactive;
        session.put("SCOPE", SCOPE);
    }

    End run(InputStream in) {
        if (interactive) {
            out.println(HINT);
        }
        try {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            prompt();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    execute(line);
                }
                if (session.get(LEFT) != null) {
                    return End.BY_COMMAND;
                }
                prompt();
            }
            if (interactive) {
                out.println();
            }
            return End.OF_INPUT;
        } catch (IOException closedUnderneath) {
            return End.BY_INTERRUPT;
        }
    }

    private void prompt() {
        if (interactive) {
            out.print(PROMPT);
            out.flush();
        }
    }

    private void execute(String line) {
        try {
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
        } catch (Exception | LinkageError | VirtualMachineError e) {
            // Whatever a command throws is told to who typed it, and the next line is read.
            out.println(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        out.flush();
    }
}
