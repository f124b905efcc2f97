package dev.tollgate.configuration.internal;

import dev.tollgate.configuration.ConfigurationFaults;
import java.io.IOException;
import java.time.Clock;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.SynchronousConfigurationListener;

/** Offers the check while the bundle is started, which is before the component runtime is: see the start levels of the distributions. */
public final class Activator implements BundleActivator {
    /** After plugins that fill in placeholders, as far as changes are allowed. */
    private static final int LAST = 1000;

    private ServiceRegistration<?> registration;
    private ServiceRegistration<?> listener;

    @Override
    public void start(BundleContext context) throws IOException {
        Definitions definitions = new Definitions(context);
        CheckedConfigurations checked = new CheckedConfigurations(definitions::of, Clock.systemUTC());
        String[] services = {ConfigurationPlugin.class.getName(), SynchronousConfigurationListener.class.getName(), ConfigurationFaults.class.getName()};
        registration = context.registerService(services, checked, new Hashtable<>(Map.of(ConfigurationPlugin.CM_RANKING, LAST)));
        UnclaimedConfigurations unclaimed = new UnclaimedConfigurations(definitions::has);
        listener = context.registerService(SynchronousConfigurationListener.class, unclaimed, null);
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin configurations = reference == null ? null : context.getService(reference);
        if (configurations != null) {
            unclaimed.look(configurations);
            context.ungetService(reference);
        }
    }

    @Override
    public void stop(BundleContext context) {
        listener.unregister();
        registration.unregister();
    }
}
