package dev.tollgate.lifecycle.internal.catalogue;

import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * The catalogue of this node. Everything that needs it refers to this and to no store: a node that is told to use another one stops
 * using the first as a whole, and no part of it looks for a plugin of one catalogue in the other.
 */
@Component(service = ChosenCatalogue.class, configurationPid = ChosenCatalogue.PID)
public final class ChosenCatalogue {
    public static final String PID = "dev.tollgate.lifecycle";
    /** A node's own, whichever others are there. */
    public static final String OWN_STORE = "(!(tollgate.store=postgres))";

    private final CatalogueStore store;

    @Activate
    public ChosenCatalogue(@Reference(name = "store", target = OWN_STORE) CatalogueStore store, @Reference EventObservers observers) {
        this(new ToldCatalogue(store, event -> observers.tell(new HostEvent.Catalogued(event))));
    }

    /** One that nobody looks on at. */
    public ChosenCatalogue(CatalogueStore store) {
        this.store = store;
    }

    /** Other keys of the configuration are no reason to stop the plugins; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    public CatalogueStore store() {
        return store;
    }
}
