package dev.tollgate.shell.internal.karaf;

import dev.tollgate.shell.internal.model.Caller;
import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Reply;
import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;

/** One command as Karaf calls it. It prints, since Karaf's {@code help} shows only what is printed. */
final class KarafCommand implements Command {
    private static final String SCOPE = "tollgate";

    private final Commands commands;
    private final String name;
    private final String description;

    KarafCommand(Commands commands, String name, String description) {
        this.commands = commands;
        this.name = name;
        this.description = description;
    }

    @Override
    public String getScope() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return new KarafCompleter(commands, SCOPE, name, scoped);
    }

    @Override
    public Parser getParser() {
        return null;
    }

    @Override
    public Object execute(Session session, List<Object> arguments) {
        Process process = Process.Utils.current();
        PrintStream out = process == null ? session.getConsole() : process.out();
        Reply reply = commands.run(name, arguments, new Caller(by(session), false, out, session.getKeyboard()));
        print(out, reply.out());
        print(process == null ? session.getConsole() : process.err(), reply.err());
        return null;
    }

    private static void print(PrintStream to, String text) {
        if (!text.isEmpty()) {
            to.println(text);
            to.flush();
        }
    }

    /** Karaf knows who is logged in. */
    private static String by(Session session) {
        return session.get("USER") instanceof String user && !user.isBlank() ? "shell:" + user : "shell";
    }
}
