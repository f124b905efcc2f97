package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Data folders that cannot be used: each is refused in one clear line and left as it was. */
class DataFolderIT {
    @TempDir
    Path folder;

    @Test
    void aDataFolderThatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (ServerProcess server = ServerProcess.start("--data", file.resolve("data").toString())) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.output()).contains(file.resolve("data").toString()).contains("--data");
        }
    }

    @Test
    void aDataFolderThatASecondProcessUsesIsRefused() throws Exception {
        try (ServerProcess first = ServerProcess.ready(folder);
                ServerProcess second = ServerProcess.start("--data", folder.toString())) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.output()).contains("is used by another Tollgate process").contains("--data");
            first.type("tollgate:jobs counts");
            first.await(line -> line.startsWith("queued"));
        }
    }

    @Test
    void aStoreFromANewerVersionIsRefusedAndNotTouched() throws Exception {
        try (ServerProcess server = ServerProcess.ready(folder)) {
            server.stop();
            server.exitCode();
        }
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("tollgate.db"));
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 4711");
        }
        byte[] before = Files.readAllBytes(folder.resolve("tollgate.db"));
        try (ServerProcess server = ServerProcess.start("--data", folder.toString())) {
            assertThat(server.exitCode()).isEqualTo(3);
            assertThat(server.output()).contains("tollgate cannot start: ", "4711", "start the newer Tollgate, or restore a backup");
        }
        assertThat(Files.readAllBytes(folder.resolve("tollgate.db"))).isEqualTo(before);
    }
}
