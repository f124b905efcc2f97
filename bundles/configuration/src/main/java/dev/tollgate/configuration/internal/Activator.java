package dev.tollgate.configuration.internal;

import dev.tollgate.configuration.ConfigurationFaults;
import java.time.Clock;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.SynchronousConfigurationListener;

/** Offers the check while the bundle is started, which is before the component runtime is: see the start levels of the distributions. */
public final class Activator implements BundleActivator {
    /** After plugins that fill in placeholders, as far as changes are allowed. */
    private static final int LAST = 1000;

    private ServiceRegistration<?> registration;

    @Override
    public void start(BundleContext context) {
        CheckedConfigurations checked = new CheckedConfigurations(new Definitions(context)::of, Clock.systemUTC());
        String[] services = {ConfigurationPlugin.class.getName(), SynchronousConfigurationListener.class.getName(), ConfigurationFaults.class.getName()};
        registration = context.registerService(services, checked, new Hashtable<>(Map.of(ConfigurationPlugin.CM_RANKING, LAST)));
    }

    @Override
    public void stop(BundleContext context) {
        registration.unregister();
    }
}
