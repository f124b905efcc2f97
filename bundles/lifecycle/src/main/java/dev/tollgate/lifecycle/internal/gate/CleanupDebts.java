package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept for plugins that were removed, and is still to be deleted: because its capability was not provided then, or failed.
 * It is deleted when a provider comes, and before another plugin of the same slug gets to it.
 */
@Component(service = CleanupDebts.class)
public final class CleanupDebts {
    private static final Logger LOG = LoggerFactory.getLogger(CleanupDebts.class);

    private final CatalogueStore store;
    private final Set<CleanupDebt> open = ConcurrentHashMap.newKeySet();

    @Activate
    public CleanupDebts(@Reference ChosenCatalogue catalogue) {
        this.store = catalogue.store();
        open.addAll(store.debts());
    }

    /** A plugin was removed, and with that was taken down that these capabilities keep something for it. */
    public synchronized void owe(String slug, Set<String> capabilities) {
        capabilities.forEach(capability -> open.add(new CleanupDebt(slug, capability)));
    }

    /** Other nodes removed plugins too, and settled what is owed. */
    public synchronized void reload() {
        Set<CleanupDebt> now = store.debts();
        open.retainAll(now);
        open.addAll(now);
    }

    /** A capability settles what it owes. */
    void settle(String capability, PluginData data) {
        open.stream().filter(debt -> debt.capability().equals(capability)).forEach(debt -> settle(debt, data));
    }

    /** Whether nothing is left of an earlier plugin of that slug. */
    boolean settled(String slug, String capability, PluginData data) {
        CleanupDebt debt = new CleanupDebt(slug, capability);
        return !open.contains(debt) || settle(debt, data);
    }

    private synchronized boolean settle(CleanupDebt debt, PluginData data) {
        if (!open.contains(debt)) {
            return true;
        }
        try {
            if (!store.debts().contains(debt)) {
                // Another node did, and what is there now is of the next plugin of that slug.
                open.remove(debt);
                return true;
            }
            data.forget(debt.slug());
            store.settled(debt);
            open.remove(debt);
            LOG.info("{} deleted what it kept for {}, which was removed", debt.capability(), debt.slug());
            return true;
        } catch (RuntimeException failure) {
            LOG.error("{} could not delete what it keeps for {}, which was removed; it is tried again", debt.capability(), debt.slug(), failure);
            return false;
        }
    }
}
