package dev.tollgate.shell.internal;

import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Noun;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Gogo as it is: a service for each command, and one that explains them. */
final class GogoShell implements Shell {
    static final String SCOPE = "tollgate";
    static final String DESCRIPTION = "osgi.command.description";

    private final BundleContext context;

    GogoShell(BundleContext context) {
        this.context = context;
    }

    @Override
    public Runnable add(Noun noun) {
        Commands commands = new Commands(noun);
        List<ServiceRegistration<Function>> registrations = new ArrayList<>();
        commands.names().forEach((name, description) -> registrations.add(register(name, description, new GogoCommand(commands, name))));
        return () -> registrations.forEach(ServiceRegistration::unregister);
    }

    @Override
    public Runnable addHelp() {
        return register("help", "lists the commands, or explains one", new GogoHelp(context))::unregister;
    }

    private ServiceRegistration<Function> register(String name, String description, Function command) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
        properties.put(CommandProcessor.COMMAND_FUNCTION, name);
        properties.put(DESCRIPTION, description);
        return context.registerService(Function.class, command, properties);
    }
}
