package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.audit.AuditStore;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the shared store and registers its services, before those of a node's own store: by hand and after it is open. They stay
 * while the database is gone for a time. Without a url nothing happens.
 */
@Component(service = {}, immediate = true, configurationPid = PostgresConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PostgresConfiguration.class)
public final class PostgresComponent {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresComponent.class);
    private static final Dictionary<String, Object> NAMED = FrameworkUtil.asDictionary(
            Map.of("tollgate.store", "postgres", Constants.SERVICE_RANKING, 100));
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final BundleContext context;
    private Optional<PostgresSettings> settings;
    private Optional<Opening> opening;
    private volatile List<ServiceRegistration<?>> services = List.of();
    /** What has threads or connections of its own. */
    private volatile List<AutoCloseable> running = List.of();

    @Activate
    public PostgresComponent(BundleContext context, Map<String, Object> configuration) {
        this.context = context;
        open(PostgresSettings.from(configuration));
    }

    private void open(Optional<PostgresSettings> where) {
        settings = where;
        opening = where.map(now -> new Opening(() -> Database.open(now), database -> register(database, now), FIRST_PAUSE, LONGEST_PAUSE));
    }

    /** Another database, or another way to it: what uses the store ends and begins again. */
    @Modified
    void configure(Map<String, Object> configuration) {
        Optional<PostgresSettings> next = PostgresSettings.from(configuration);
        if (!next.equals(settings)) {
            close();
            open(next);
        }
    }

    /** Whoever uses the store ends while it is still open: unregistering returns after they have. */
    @Deactivate
    void close() {
        opening.ifPresent(Opening::stop);
        services.forEach(ServiceRegistration::unregister);
        services = List.of();
        running.forEach(PostgresComponent::end);
        running = List.of();
        opening.ifPresent(Opening::close);
    }

    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) {
            LOG.warn("a part of the shared store did not end as it should: {}", failed.getMessage(), failed);
        }
    }

    private void register(Database database, PostgresSettings settings) {
        LOG.info("the shared store is {}", settings);
        Nodes nodes = Nodes.of(database);
        PostgresJobStore jobs = new PostgresJobStore(database, nodes);
        running = List.of(jobs, nodes);
        services = List.of(context.registerService(KvStore.class, new PostgresKvStore(database), NAMED),
                context.registerService(SettingsStore.class, new PostgresSettingsStore(database), NAMED),
                context.registerService(BreakerStore.class, new PostgresBreakerStore(database), NAMED),
                context.registerService(CatalogueStore.class, new PostgresCatalogueStore(database), NAMED),
                context.registerService(AuditStore.class, new PostgresAuditStore(database), NAMED),
                context.registerService(GrantStore.class, new PostgresGrantStore(database), NAMED),
                context.registerService(JobStore.class, jobs, NAMED),
                context.registerService(ScheduleStore.class, new PostgresScheduleStore(database, nodes), NAMED));
    }
}
