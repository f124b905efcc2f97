package dev.tollgate.shell.internal;

import dev.tollgate.shell.internal.karaf.KarafShell;
import dev.tollgate.shell.internal.model.Noun;
import java.util.IdentityHashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Gives the commands to the shell that there is. Karaf's shell takes Gogo's commands as well, but without completion and help, and of two
 * with the same name it is chance which one is called: so Gogo has them only while Karaf's is not there.
 */
@Component(service = {})
public final class Shells implements ServiceTrackerCustomizer<Object, Object> {
    private static final String KARAF = "org.apache.karaf.shell.api.console.SessionFactory";

    private final BundleContext context;
    private final ServiceTracker<Object, Object> karaf;
    private final Map<Noun, Runnable> added = new IdentityHashMap<>();
    private Shell shell;
    private Runnable help;

    @Activate
    public Shells(BundleContext context) {
        this.context = context;
        this.shell = new GogoShell(context);
        this.help = shell.addHelp();
        this.karaf = new ServiceTracker<>(context, KARAF, this);
        karaf.open();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindNoun(Noun noun) {
        added.put(noun, shell.add(noun));
    }

    synchronized void unbindNoun(Noun noun) {
        Runnable away = added.remove(noun);
        if (away != null) {
            away.run();
        }
    }

    @Override
    public Object addingService(ServiceReference<Object> reference) {
        Object factory = context.getService(reference);
        if (factory != null) {
            change(KarafShell.of(factory));
        }
        return factory;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Object factory) {
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Object factory) {
        change(new GogoShell(context));
        context.ungetService(reference);
    }

    private synchronized void change(Shell other) {
        help.run();
        added.values().forEach(Runnable::run);
        shell = other;
        help = shell.addHelp();
        added.replaceAll((noun, gone) -> shell.add(noun));
    }

    @Deactivate
    void stop() {
        karaf.close();
        withdraw();
    }

    private synchronized void withdraw() {
        added.values().forEach(Runnable::run);
        added.clear();
        help.run();
    }
}
