package dev.tollgate.capability.db.internal.sqlite;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.JDBC;

/** The driver registers itself for the whole JVM when it is loaded, which would keep its bundle's classes after the bundle is gone. */
final class DriverRegistration {
    private DriverRegistration() {
    }

    /** Nobody asks for it: data sources find the driver without. */
    static void undo() throws SQLException {
        List<Driver> registered = DriverManager.drivers().filter(JDBC.class::isInstance).toList();
        for (Driver driver : registered) {
            DriverManager.deregisterDriver(driver);
        }
    }
}
