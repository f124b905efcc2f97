package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.audit.AuditStore;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store and registers its services: by hand and after it is open, so that a store that cannot be opened is
 * tried and reported once, not by each component that would like to have it.
 */
@Component(service = {}, immediate = true, configurationPid = StoreConfiguration.PID)
@Designate(ocd = StoreConfiguration.class)
public final class StoreComponent {
    private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);

    /** By which whoever has the choice of several stores can choose. */
    private static final Dictionary<String, Object> NAMED = FrameworkUtil.asDictionary(Map.of("tollgate.store", "sqlite"));

    private final Database database;
    private final List<ServiceRegistration<?>> services;

    /** @throws StoreOpenException when the store cannot be opened */
    @Activate
    public StoreComponent(BundleContext context, Map<String, Object> configuration) {
        this.database = open(context, configuration);
        Clock clock = new SteadyClock(Clock.systemUTC(), System::nanoTime);
        JobStore jobs = jobs(database, clock);
        this.services = List.of(
                context.registerService(CatalogueStore.class, new SqliteCatalogueStore(database), NAMED),
                context.registerService(AuditStore.class, new SqliteAuditStore(database), NAMED),
                context.registerService(GrantStore.class, new SqliteGrantStore(database), NAMED),
                context.registerService(BreakerStore.class, new SqliteBreakerStore(database), NAMED),
                context.registerService(KvStore.class, new SqliteKvStore(database), NAMED),
                context.registerService(SettingsStore.class, new SqliteSettingsStore(database), NAMED),
                context.registerService(ScheduleStore.class, new SqliteScheduleStore(database, clock), NAMED),
                context.registerService(JobStore.class, jobs, NAMED));
    }

    /** Everything would stop with the store, and start again without what is in it. */
    @Modified
    void keep() {
        // What is open stays open.
    }

    /** Whoever uses the store ends while it is still open: unregistering returns after they have. */
    @Deactivate
    void close() {
        for (int last = services.size() - 1; last >= 0; last--) {
            services.get(last).unregister();
        }
        database.close();
    }

    private static JobStore jobs(Database database, Clock clock) {
        try {
            return new SqliteJobStore(database, clock);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    private static Database open(BundleContext context, Map<String, Object> configuration) {
        try {
            Path folder = DataFolder.of(configuration, context::getProperty);
            Database opened = Database.open(folder);
            LOG.info("the store is {}", folder);
            return opened;
        } catch (StoreOpenException refused) {
            LOG.error(refused.getMessage());
            throw refused;
        }
    }
}
