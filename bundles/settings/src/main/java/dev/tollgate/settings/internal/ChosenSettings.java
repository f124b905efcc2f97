package dev.tollgate.settings.internal;

import dev.tollgate.abi.settings.SettingsStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The one store of configuration and secrets, which {@code store.target} chooses for both. */
@Component(service = ChosenSettings.class, configurationPid = ChosenSettings.PID)
@Designate(ocd = ChosenSettings.Choice.class)
public final class ChosenSettings {
    static final String PID = "dev.tollgate.settings";

    private final SettingsStore store;

    /** Where settings are kept. */
    @ObjectClassDefinition(name = "Tollgate settings", description = "Where configuration and secrets of plugins are kept.")
    public @interface Choice {
        @AttributeDefinition(name = "Store", description = "Which store keeps them: (tollgate.store=postgres) for the one that nodes share.")
        String store_target() default "(!(tollgate.store=postgres))";
    }

    @Activate
    public ChosenSettings(@Reference(name = "store") SettingsStore store, Choice choice) {
        this(store);
    }

    /** Other keys of the configuration are no reason to stop; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    public ChosenSettings(SettingsStore store) {
        this.store = store;
    }

    SettingsStore store() {
        return store;
    }
}
