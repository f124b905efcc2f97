package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.audit.AuditStore;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

@Timeout(120)
class PostgresComponentTest {
    private final BlockingQueue<Object[]> registered = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    @Test
    void itsServicesAreThereWhenTheStoreIsOpenAndRankAboveANodesOwn() throws Exception {
        PostgresSettings settings = TestServer.empty();
        PostgresComponent component = new PostgresComponent(context(), Map.of("url", settings.url(), "user", settings.user(),
                "password", settings.password()));

        for (Class<?> type : List.of(KvStore.class, SettingsStore.class, BreakerStore.class, CatalogueStore.class, AuditStore.class,
                GrantStore.class, JobStore.class, ScheduleStore.class)) {
            Object[] service = registered.poll(60, TimeUnit.SECONDS);
            assertThat(service[0]).isEqualTo(type);
            assertThat(service[1]).isInstanceOf(type);
            Dictionary<?, ?> properties = (Dictionary<?, ?>) service[2];
            assertThat(properties.get("service.ranking")).isEqualTo(100);
            assertThat(properties.get("tollgate.store")).isEqualTo("postgres");
        }
        component.close();
        assertThat(ended).hasSize(8).containsOnly("unregister");
    }

    @Test
    void withoutAUrlNothingHappens() {
        PostgresComponent component = new PostgresComponent(context(), Map.of("user", "ada"));

        component.close();

        assertThat(registered).isEmpty();
    }

    @Test
    void aDatabaseThatCannotBeReachedYetIsTriedAgain() throws Exception {
        PostgresSettings settings = TestServer.empty();
        BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
        BlockingQueue<Database> opened = new LinkedBlockingQueue<>();
        Opening opening = new Opening(() -> {
            attempts.add(1);
            return attempts.size() < 3 ? Database.open(nowhere()) : Database.open(settings);
        }, opened::add, Duration.ofMillis(1), Duration.ofMillis(2));

        Database database = opened.poll(60, TimeUnit.SECONDS);

        assertThat(attempts).hasSize(3);
        assertThat(database).isNotNull();
        opening.close();
    }

    @Test
    void aDatabaseOfANewerTollgateIsNotTriedAgain() throws Exception {
        BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
        Opening opening = new Opening(() -> {
            attempts.add(1);
            throw StoreOpenException.newer("it", 7, 1);
        }, database -> attempts.add(2), Duration.ZERO, Duration.ZERO);

        opening.awaitEnd();

        assertThat(attempts).containsExactly(1);
        opening.close();
    }

    private static PostgresSettings nowhere() {
        return new PostgresSettings("jdbc:postgresql://127.0.0.1:1/postgres", "postgres", "", 1);
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    registered.add(arguments);
                    return registration();
                });
    }

    private ServiceRegistration<?> registration() {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> {
                    ended.add(method.getName());
                    return null;
                });
    }
}
