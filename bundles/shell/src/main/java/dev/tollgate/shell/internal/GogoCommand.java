package dev.tollgate.shell.internal;

import dev.tollgate.shell.internal.model.Caller;
import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Reply;
import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;

/** One command as Gogo calls it: its answer is its value, so that scripts can keep it. */
final class GogoCommand implements Function {
    static final String BY = "shell";

    private final Commands commands;
    private final String name;

    GogoCommand(Commands commands, String name) {
        this.commands = commands;
        this.name = name;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        Process process = Process.Utils.current();
        PrintStream out = process == null ? session.getConsole() : process.out();
        Reply reply = commands.run(name, arguments, new Caller(BY, false, out, session.getKeyboard()));
        if (!reply.err().isEmpty()) {
            PrintStream err = process == null ? session.getConsole() : process.err();
            err.println(reply.err());
            err.flush();
        }
        return reply.out().isEmpty() ? null : reply.out();
    }
}
