package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.Deliveries;
import dev.tollgate.lifecycle.Delivery;
import dev.tollgate.lifecycle.Delivery.Outcome;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.LifecycleTask.Move;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Installs what bundles and files bring, and activates it as far as nobody decided otherwise. A start is no decision of an administrator,
 * for bundles and files are there at every start of the server.
 */
@Component(service = {Deliveries.class, Deliverer.class})
public final class Deliverer implements Deliveries {
    private final PluginRegistry plugins;
    private final CatalogueStore catalogue;
    private final PackageReader packages = new PackageReader();

    /** @param serving what does the tasks that activate */
    @Activate
    public Deliverer(@Reference PluginRegistry plugins, @Reference ChosenCatalogue catalogue, @Reference LifecycleServing serving) {
        this(plugins, catalogue.store());
    }

    Deliverer(PluginRegistry plugins, CatalogueStore catalogue) {
        this.plugins = plugins;
        this.catalogue = catalogue;
    }

    @Override
    public PluginId identify(byte[] content) throws InstallException {
        return packages.read(content).id();
    }

    @Override
    public Delivery deliver(byte[] content, boolean meant, String by) throws InstallException {
        return activate(install(content, by), meant, by);
    }

    /** @param isNew whether it was not there before */
    record Installed(PluginId id, boolean isNew) {
    }

    Installed install(byte[] content, String by) throws InstallException {
        PluginId id = identify(content);
        Optional<StoredPlugin> row = catalogue.find(id.slug());
        if (row.filter(plugin -> plugin.state() == PluginState.REMOVING).isPresent()) {
            throw new PluginException(id.slug() + " is being removed: " + id.version() + " is installed when it is gone");
        }
        boolean isNew = row.isEmpty() || catalogue.versions(id.slug()).stream().noneMatch(version -> version.id().equals(id));
        if (isNew) {
            plugins.install(content, by);
        }
        return new Installed(id, isNew);
    }

    Delivery activate(Installed installed, boolean meant, String by) {
        PluginId id = installed.id();
        StoredPlugin plugin = row(id);
        PluginId current = plugin.current();
        boolean runs = plugin.state() == PluginState.ACTIVE || plugin.state() == PluginState.FAILED;
        if (plugin.state() == PluginState.INACTIVE && !BundleName.isStopped(plugin.reason())) {
            return delivery(plugin, id, Outcome.STAYS, id + " stays deactivated as it was: activate it when it is to run");
        }
        if (runs && !current.equals(id) && !installed.isNew() && !meant) {
            return delivery(plugin, id, Outcome.STAYS, id.slug() + " stays at " + current.version() + ": " + id
                    + " was there before, activate it when it is to run");
        }
        return PluginStates.isActive(plugin, id) ? delivery(plugin, id, Outcome.RUNS, "") : attempt(plugin, id, by);
    }

    @Override
    public Delivery again(Delivery waiting, String by) {
        PluginId id = waiting.plugin();
        StoredPlugin plugin = row(id);
        if (plugin.current().equals(waiting.instead().orElse(id)) || plugin.current().equals(id)) {
            return activate(new Installed(id, false), true, by);
        }
        return delivery(plugin, id, Outcome.STAYS, id.slug() + " stays at " + plugin.current().version() + ", which became active since: "
                + "activate " + id.version() + " when it is to run");
    }

    /** Whoever puts an older one there has said that it is meant. */
    private Delivery attempt(StoredPlugin before, PluginId id, String by) {
        try {
            plugins.activationRules().require(before, id, Move.DOWNGRADE);
        } catch (PluginException undecided) {
            return delivery(before, id, Outcome.WAITS, undecided.getMessage());
        }
        try {
            PluginId now = plugins.downgrade(id.slug(), id.version(), by).current();
            return now.equals(id) ? delivery(before, id, Outcome.RUNS, "") : delivery(before, id, Outcome.FAILED, "version " + id.version()
                    + " means " + now.digest().brief() + ", which was installed last, and not " + id.digest().brief() + ": give it a new version");
        } catch (PluginException refused) {
            return delivery(before, id, Outcome.FAILED, refused.getMessage());
        }
    }

    private static Delivery delivery(StoredPlugin before, PluginId id, Outcome outcome, String detail) {
        return new Delivery(id, Optional.of(before.current()).filter(current -> !current.equals(id)), outcome, detail);
    }

    private StoredPlugin row(PluginId id) {
        return catalogue.find(id.slug()).orElseThrow(() -> new PluginException(id + " was removed at the same time"));
    }
}
