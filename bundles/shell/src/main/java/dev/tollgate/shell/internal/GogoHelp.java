package dev.tollgate.shell.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** {@code help} of Gogo looks for methods, which commands of ours are not. What is not ours it is left to explain. */
final class GogoHelp implements Function {
    private static final String OURS = GogoShell.SCOPE + ":";

    private final BundleContext context;

    GogoHelp(BundleContext context) {
        this.context = context;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        Map<String, String> commands = commands();
        if (arguments.isEmpty()) {
            StringBuilder all = new StringBuilder();
            commands.forEach((name, description) -> all.append(String.format("%-14s%s%n", name, description)));
            return all + "help COMMAND explains one; felix:help lists those of the framework";
        }
        String name = String.valueOf(arguments.get(0));
        String own = name.startsWith(OURS) ? name.substring(OURS.length()) : name;
        return commands.containsKey(own) ? session.execute(OURS + own + " --help")
                : session.execute("felix:help '" + name.replace("'", "") + "'");
    }

    private Map<String, String> commands() throws InvalidSyntaxException {
        Map<String, String> commands = new TreeMap<>();
        Collection<ServiceReference<Function>> ours = context.getServiceReferences(Function.class,
                "(" + CommandProcessor.COMMAND_SCOPE + "=" + GogoShell.SCOPE + ")");
        ours.forEach(each -> commands.put(String.valueOf(each.getProperty(CommandProcessor.COMMAND_FUNCTION)),
                String.valueOf(each.getProperty(GogoShell.DESCRIPTION))));
        return commands;
    }
}
