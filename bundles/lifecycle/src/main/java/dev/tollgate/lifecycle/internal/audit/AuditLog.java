package dev.tollgate.lifecycle.internal.audit;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.AuditStore;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The records of all stores of this node: each has what takes effect in it, and what takes effect in none is in the catalogue's.
 */
@Component(service = Audit.class, configurationPid = ChosenCatalogue.PID)
public final class AuditLog implements Audit {
    private static final String STORE = "tollgate.store";

    private final AuditStore own;
    private final Map<String, AuditStore> all = new ConcurrentSkipListMap<>();

    @Activate
    public AuditLog(@Reference(name = "store", target = ChosenCatalogue.OWN_STORE) AuditStore own) {
        this.own = own;
    }

    /** Other keys of the catalogue's configuration are no reason to go and come again; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    @Reference(name = "all", service = AuditStore.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(AuditStore store, Map<String, Object> properties) {
        all.put(String.valueOf(properties.get(STORE)), store);
    }

    void remove(AuditStore store, Map<String, Object> properties) {
        all.remove(String.valueOf(properties.get(STORE)), store);
    }

    @Override
    public void record(Decision decision) {
        own.append(decision);
    }

    @Override
    public List<AuditRecord> read(AuditFilter filter) {
        Comparator<AuditRecord> newest = Comparator.<AuditRecord, Instant>comparing(record -> record.decision().at()).reversed();
        // Each store's are in their order, whatever its clock did.
        return all.size() < 2 ? first().read(filter)
                : all.values().stream().flatMap(store -> store.read(filter).stream()).sorted(newest).limit(filter.most()).toList();
    }

    private AuditStore first() {
        return all.values().stream().findFirst().orElse(own);
    }

    @Override
    public List<AuditCheck> verify() {
        return all.entrySet().stream().map(store -> AuditCheck.of(store.getKey(), store.getValue())).toList();
    }
}
