package dev.tollgate.store.postgres.internal;

import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;

/** Follows the rows of plugins. */
final class PluginWatch extends ChangeWatch<StoredPlugin> implements CatalogueStore.Watch {
    PluginWatch(Database database) {
        super(database, PostgresCatalogueStore.CHANNEL, "tollgate.plugin_change", "plugins", CatalogueRows::plugins);
    }
}
