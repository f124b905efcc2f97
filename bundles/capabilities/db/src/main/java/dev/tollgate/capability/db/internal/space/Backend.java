package dev.tollgate.capability.db.internal.space;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.sql.Dialect;

/** A database that holds one space for each plugin. */
public interface Backend extends AutoCloseable {
    Dialect dialect();

    /** Opens a connection to the plugin's space that can do no more than the plugin may; makes the space where it is absent. */
    Link open(String slug) throws GateException;

    /** Holds the space for a migration; nobody else migrates it meanwhile. */
    Ground migrate(String slug) throws GateException;

    /** Deletes the space and everything in it. Whoever still uses it gets errors. */
    void forget(String slug) throws GateException;

    @Override
    void close();
}
