package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.spi.GrantStore;

/** Follows decisions. */
final class GrantWatch extends ChangeWatch<Grant> implements GrantStore.Watch {
    GrantWatch(Database database) {
        super(database, PostgresGrantStore.CHANNEL, "tollgate.grant_change", "grants", PostgresGrantStore::all);
    }
}
