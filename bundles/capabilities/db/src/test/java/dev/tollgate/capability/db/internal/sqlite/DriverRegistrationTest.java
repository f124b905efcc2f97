package dev.tollgate.capability.db.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.capability.db.internal.space.Link;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class DriverRegistrationTest {
    @Test
    void a60AnOpenSpaceLeavesNoDriverInTheJvmsList(@TempDir Path folder) throws Exception {
        DriverManager.registerDriver(new JDBC());
        Link open = TestSqlite.in(folder).open("example");
        try {
            assertThat(DriverManager.drivers()).noneMatch(JDBC.class::isInstance);
        } finally {
            open.close();
        }
    }
}
