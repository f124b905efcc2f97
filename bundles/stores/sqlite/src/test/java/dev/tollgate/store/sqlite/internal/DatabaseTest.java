package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore.SameVersion;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void itsFolderIsCreated() {
        Path deep = folder.resolve("a").resolve("b");

        Database.open(deep).close();

        assertThat(deep.resolve("tollgate.db")).isRegularFile();
    }

    @Test
    void aFolderMayHaveAnyName() throws SQLException {
        Path strange = folder.resolve("a b?mode=memory#%41é");

        Database.open(strange).close();

        assertThat(strange.resolve("tollgate.db")).isRegularFile();
    }

    @Test
    void aCommitIsOnTheDiskInWriteAheadMode() throws SQLException {
        try (Database database = Database.open(folder)) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).as("2 is FULL").isEqualTo("2");
            assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(database, "user_version")).isEqualTo(String.valueOf(Schema.LATEST));
        }
    }

    @Test
    void readersCannotWrite() throws SQLException {
        try (Database database = Database.open(folder)) {
            assertThatThrownBy(() -> database.read(session -> session.update("DELETE FROM job")))
                    .isInstanceOf(SQLException.class).hasMessageContaining("READONLY");
        }
    }

    @Test
    void aStoreOfANewerTollgateIsRefusedAndNotTouched() throws SQLException, IOException {
        Path file = folder.resolve("tollgate.db");
        try (Session newer = new Connections(file).writing()) {
            newer.script("PRAGMA user_version = 70; CREATE TABLE of_the_future (x)");
        }
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(StoreOpenException.class)
                .hasMessage("store " + file + " has schema version 70, this Tollgate knows up to " + Schema.LATEST + ": start the newer Tollgate,"
                        + " or restore a backup");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aStoreOfAnOlderTollgateIsBroughtForwardAndKeepsWhatItHas() throws SQLException, IOException {
        try (Session older = new Connections(folder.resolve("tollgate.db")).writing();
                InputStream script = Schema.class.getResourceAsStream("schema-1.sql")) {
            older.script(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            older.script("INSERT INTO plugin_grant VALUES ('a', '1', 'd', 'queue', '{}', 'ada', 0); PRAGMA user_version = 1");
        }

        try (Database database = Database.open(folder)) {
            assertThat(pragma(database, "user_version")).isEqualTo(String.valueOf(Schema.LATEST));
            List<String> granted = database.read(session -> session.all("SELECT slug FROM plugin_grant", row -> row.text(1)));
            assertThat(granted).containsExactly("a");
            assertThat(new SqliteBreakerStore(database).breakers()).isEmpty();
            assertThat(new SqliteSettingsStore(database).list("a", SettingKind.CONFIG)).isEmpty();
        }
    }

    @Test
    void jobsOfAnOlderTollgateAreClaimedAsTheyWere() throws SQLException, IOException {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        try (Session older = new Connections(folder.resolve("tollgate.db")).writing()) {
            for (int number = 1; number <= 5; number++) {
                try (InputStream script = Schema.class.getResourceAsStream("schema-" + number + ".sql")) {
                    older.script(new String(script.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            older.script("""
                    INSERT INTO job (id, queue, type, grp, state, attempts, max_retry, worker, lease_until, enqueued_at, run_at)
                    VALUES ('00000000-0000-7000-8000-000000000001', 'plugins', 'resize', 'a', 'RUNNING', 1, 7, 'w', 9, 0, 0);
                    INSERT INTO job_payload VALUES (1, x'01');
                    PRAGMA user_version = 5""");
        }

        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, Clock.fixed(now, ZoneOffset.UTC));
            JobExecution execution = store.claim(new Claim("plugins", "worker", now, now, group -> 1, 1)).get(0);
            assertThat(execution.terms()).isEqualTo(Terms.retries(7));
            assertThat(execution.attempt()).isEqualTo(2);
            assertThat(store.runs(RunFilter.any(1))).isEmpty();
        }
    }

    @Test
    void pluginsOfAnOlderTollgateAreAsTheyWereAndAVersionMayHaveASecondPackage() throws SQLException, IOException {
        Digest digest = Digest.of(new byte[] {1});
        try (Session older = new Connections(folder.resolve("tollgate.db")).writing()) {
            for (int number = 1; number <= 7; number++) {
                try (InputStream script = Schema.class.getResourceAsStream("schema-" + number + ".sql")) {
                    older.script(new String(script.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            older.script("INSERT INTO plugin_version VALUES (1, 'notes', '1.0.0', '" + digest.hex() + "', 7, 'ada', x'07');"
                    + " INSERT INTO plugin VALUES ('notes', '1.0.0', '" + digest.hex() + "', 'ACTIVE', NULL, 9); PRAGMA user_version = 7");
        }

        try (Database database = Database.open(folder)) {
            SqliteCatalogueStore store = new SqliteCatalogueStore(database);
            PluginId id = new PluginId("notes", "1.0.0", digest);
            assertThat(store.find("notes")).contains(new StoredPlugin(id, PluginState.ACTIVE, Optional.empty(), Instant.ofEpochMilli(9)));
            assertThat(store.versions("notes")).containsExactly(new StoredVersion(id, Instant.ofEpochMilli(7), "ada"));
            assertThat(store.content(id)).hasValueSatisfying(kept -> assertThat(kept).containsExactly(7));
            PluginId other = new PluginId("notes", "1.0.0", Digest.of(new byte[] {2}));
            PluginEvent event = new PluginEvent(other, PluginEvent.Kind.INSTALLED, "ada", "", Instant.ofEpochMilli(8));
            assertThat(store.add(new StoredVersion(other, event.at(), "ada"), new byte[1], SameVersion.ALLOWED, event)).isTrue();
            assertThat(store.history("notes", 9)).containsExactly(event);
            assertThat(store.retire(id, event)).as("what the plugin's row names stays").isFalse();
            assertThatThrownBy(() -> database.write(session -> session.update("DELETE FROM plugin_version WHERE seq = 1")))
                    .as("the row still refers to its version").hasMessageContaining("FOREIGN KEY");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndNotTouched() throws IOException {
        Path file = folder.resolve("tollgate.db");
        Files.writeString(file, "This is a letter, and longer than the header of a database. ".repeat(20));
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(StoreOpenException.class)
                .hasMessage("store " + file + " is not a Tollgate store: move it away or choose another folder with --data"
                        + " (PID dev.tollgate.store.sqlite, key directory)");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void anotherApplicationsDatabaseIsRefused() throws SQLException {
        try (Session other = new Connections(folder.resolve("tollgate.db")).writing()) {
            other.script("CREATE TABLE bookmarks (url)");
        }

        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("is not a Tollgate store");
    }

    @Test
    void aSecondOpenerIsRefusedUntilTheFirstIsDone() {
        try (Database first = Database.open(folder)) {
            assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(StoreOpenException.class)
                    .hasMessage("data folder " + folder + " is used by another Tollgate process: stop it or choose another"
                            + " folder with --data (PID dev.tollgate.store.sqlite, key directory)");
            assertThat(first.writer().waiting()).isZero();
        }
        Database.open(folder).close();
    }

    @Test
    void aRefusedStoreKeepsNoLock() throws IOException {
        Files.writeString(folder.resolve("tollgate.db"), "no database");
        assertThatThrownBy(() -> Database.open(folder)).isInstanceOf(StoreOpenException.class);

        try (FileChannel lock = FileChannel.open(folder.resolve("tollgate.lock"), StandardOpenOption.WRITE)) {
            assertThat(lock.tryLock()).isNotNull();
        }
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamedWithTheSettingThatChoosesIt() throws IOException {
        Path below = Files.writeString(folder.resolve("file"), "").resolve("data");

        assertThatThrownBy(() -> Database.open(below)).isInstanceOf(StoreOpenException.class)
                .hasMessageStartingWith("data folder " + below + " cannot be written (")
                .hasMessageEndingWith("): make it writable or choose another folder with --data"
                        + " (PID dev.tollgate.store.sqlite, key directory)");
    }

    @Test
    void aClosedStoreRefusesReadsAndWritesInsteadOfWaitingForEver() {
        Database database = Database.open(folder);
        database.close();
        database.close();

        assertThatThrownBy(() -> database.write(session -> null)).isInstanceOf(SQLException.class)
                .hasMessage("the store is closed");
        assertThatThrownBy(() -> database.read(session -> null)).isInstanceOf(SQLException.class)
                .hasMessage("the store is closed");
    }

    @Test
    void aCleanCloseLeavesOneFileWithEverythingInIt() {
        Database.open(folder).close();

        assertThat(folder).isDirectoryContaining("glob:**tollgate.db").isDirectoryNotContaining("glob:**tollgate.db-*");
    }

    private static String pragma(Database database, String name) throws SQLException {
        return database.write(session -> session.first("PRAGMA " + name, row -> row.text(1)).orElseThrow());
    }
}
