package dev.tollgate.health.internal;

import dev.tollgate.lifecycle.spi.CatalogueStore;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the catalogue can be read. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate store catalogue", "hc.tags=tollgate", "hc.tags=readiness"})
public final class CatalogueStoreCheck extends StoreCheck<CatalogueStore> {
    /** No plugin can have this slug. */
    private static final String NOBODY = "?";

    @Activate
    public CatalogueStoreCheck(@Reference Host host) {
        super(host, CatalogueStore.class, store -> store.find(NOBODY));
    }
}
