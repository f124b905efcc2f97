package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class DriverRegistrationTest {
    @Test
    void a60AnOpenStoreLeavesNoDriverInTheJvmsList(@TempDir Path folder) throws Exception {
        DriverManager.registerDriver(new JDBC());
        try (Database ignored = Database.open(folder)) {
            assertThat(DriverManager.drivers()).noneMatch(JDBC.class::isInstance);
        }
    }
}
