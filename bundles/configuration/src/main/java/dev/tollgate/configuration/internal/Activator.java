package dev.tollgate.configuration.internal;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.configuration.ConfigurationFaults;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.util.tracker.ServiceTracker;

/** Offers the check while the bundle is started, which is before the component runtime is: see the start levels of the distributions. */
public final class Activator implements BundleActivator {
    /** After plugins that fill in placeholders, as far as changes are allowed. */
    private static final int LAST = 1000;

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> admins;
    private ServiceTracker<Audit, Audit> audits;

    @Override
    public void start(BundleContext context) throws IOException {
        Definitions definitions = new Definitions(context);
        CheckedConfigurations checked = new CheckedConfigurations(definitions::of, Clock.systemUTC());
        String[] services = {ConfigurationPlugin.class.getName(), SynchronousConfigurationListener.class.getName(), ConfigurationFaults.class.getName()};
        registrations.add(context.registerService(services, checked, new Hashtable<>(Map.of(ConfigurationPlugin.CM_RANKING, LAST))));

        admins = new ServiceTracker<>(context, ConfigurationAdmin.class, null);
        admins.open();
        UnclaimedConfigurations unclaimed = new UnclaimedConfigurations(definitions::has);
        registrations.add(context.registerService(SynchronousConfigurationListener.class, unclaimed, null));
        ConfigurationAdmin configurations = admins.getService();
        if (configurations != null) {
            unclaimed.look(configurations);
        }

        ConfigurationRecord record = new ConfigurationRecord(new ConfiguredValues(() -> Optional.ofNullable(admins.getService()), definitions::of),
                Clock.systemUTC());
        audits = audits(context, record);
        registrations.add(context.registerService(SynchronousConfigurationListener.class, record, null));
        audits.open();
    }

    @Override
    public void stop(BundleContext context) {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        audits.close();
        admins.close();
    }

    private static ServiceTracker<Audit, Audit> audits(BundleContext context, ConfigurationRecord record) {
        return new ServiceTracker<>(context, Audit.class, null) {
            @Override
            public Audit addingService(ServiceReference<Audit> reference) {
                Audit audit = super.addingService(reference);
                if (audit != null) {
                    record.add(audit);
                }
                return audit;
            }

            @Override
            public void removedService(ServiceReference<Audit> reference, Audit audit) {
                record.remove(audit);
                super.removedService(reference, audit);
            }
        };
    }
}
