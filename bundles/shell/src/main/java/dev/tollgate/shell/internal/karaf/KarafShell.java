package dev.tollgate.shell.internal.karaf;

import dev.tollgate.shell.internal.Shell;
import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Noun;
import java.util.List;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;

/** Karaf's shell, which has a registry of commands with completers. */
public final class KarafShell implements Shell {
    private final Registry registry;

    private KarafShell(Registry registry) {
        this.registry = registry;
    }

    /** @param factory a SessionFactory, which whoever has no Karaf cannot say */
    public static Shell of(Object factory) {
        return new KarafShell(((SessionFactory) factory).getRegistry());
    }

    @Override
    public Runnable add(Noun noun) {
        Commands commands = new Commands(noun);
        List<KarafCommand> all = commands.names().entrySet().stream()
                .map(entry -> new KarafCommand(commands, entry.getKey(), entry.getValue())).toList();
        all.forEach(registry::register);
        return () -> all.forEach(registry::unregister);
    }
}
