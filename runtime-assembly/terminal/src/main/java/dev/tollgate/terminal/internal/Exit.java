package dev.tollgate.terminal.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The shell command {@code exit}. */
@Component(service = Exit.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=exit"})
public final class Exit {

    private final BundleContext context;

    @Activate
    public Exit(BundleContext context) {
        this.context = context;
    }

    @Descriptor("stops the server; running jobs are drained")
    public void exit(CommandSession session) throws BundleException {
        session.put(CommandLoop.LEFT, true);
        context.getBundle(0).stop();
    }
}
