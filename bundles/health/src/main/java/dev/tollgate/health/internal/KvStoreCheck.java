package dev.tollgate.health.internal;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvStore;
import java.time.Duration;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether entries of plugins can be read. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate store kv", "hc.tags=tollgate", "hc.tags=readiness"})
public final class KvStoreCheck extends StoreCheck<KvStore> {
    /** No plugin can have this slug. */
    private static final String NOBODY = "?";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Activate
    public KvStoreCheck(@Reference Host host) {
        super(host, KvStore.class, store -> store.bytes(new KvAccess(NOBODY, host.clock().instant(), PATIENCE)));
    }
}
