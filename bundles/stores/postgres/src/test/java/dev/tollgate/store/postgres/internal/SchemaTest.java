package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore.SameVersion;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final String TABLES = "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
            + " WHERE relnamespace = 'tollgate'::regnamespace AND relkind = 'r'";

    private PostgresSettings settings;

    @BeforeEach
    void empty() throws SQLException {
        settings = TestServer.empty();
    }

    @Test
    void nodesThatStartAtOnceOnAnEmptyDatabaseAllFindTheTables() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(6);
        List<Future<Database>> opened = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            opened.add(nodes.submit(() -> Database.open(settings)));
        }
        for (Future<Database> database : opened) {
            database.get().close();
        }
        nodes.shutdown();

        assertThat(TestServer.ask(TABLES)).isEqualTo("audit audit_end breaker breaker_event catalogue cleanup_debt grant_change grant_decision job job_group "
                + "job_intake job_node job_run kv_entry kv_space plugin plugin_change plugin_event plugin_grant plugin_version schedule schedule_fire schema_version "
                + "setting setting_change setting_revision trip");
        assertThat(TestServer.ask("SELECT string_agg(version::text, ' ') FROM tollgate.schema_version"))
                .isEqualTo(String.valueOf(Schema.LATEST));
    }

    @Test
    void aSchemaThatAnAdministratorMadeIsUsed() throws SQLException {
        TestServer.run("CREATE SCHEMA tollgate");

        Database.open(settings).close();

        assertThat(TestServer.ask("SELECT version FROM tollgate.schema_version")).isEqualTo(String.valueOf(Schema.LATEST));
    }

    @Test
    void aStoreOfAnOlderTollgateIsBroughtForward() throws SQLException {
        TestServer.run("CREATE SCHEMA tollgate; CREATE TABLE tollgate.schema_version (version INTEGER NOT NULL);"
                + " INSERT INTO tollgate.schema_version VALUES (0)");

        Database.open(settings).close();

        assertThat(TestServer.ask("SELECT version FROM tollgate.schema_version")).isEqualTo(String.valueOf(Schema.LATEST));
    }

    @Test
    void aStoreOfTheFirstVersionKeepsItsValuesAndHasNoGrantsYet() throws Exception {
        Database.open(settings).close();
        TestServer.run("INSERT INTO tollgate.kv_space (slug, bytes) VALUES ('notes', 0); UPDATE tollgate.schema_version SET version = 1;"
                + " DROP TABLE tollgate.audit, tollgate.audit_end; DROP FUNCTION tollgate.audit_refuses;"
                + " DROP TABLE tollgate.grant_change, tollgate.plugin_grant, tollgate.grant_decision, tollgate.job, tollgate.job_group,"
                + " tollgate.job_intake, tollgate.job_node, tollgate.job_run, tollgate.schedule_fire, tollgate.schedule,"
                + " tollgate.setting, tollgate.setting_change, tollgate.setting_revision, tollgate.breaker, tollgate.breaker_event, tollgate.trip, tollgate.plugin, tollgate.plugin_version, tollgate.plugin_event,"
                + " tollgate.plugin_change,"
                + " tollgate.cleanup_debt, tollgate.catalogue;"
                + " DROP SEQUENCE tollgate.schedule_revision");

        Database.open(settings).close();

        assertThat(TestServer.ask("SELECT slug FROM tollgate.kv_space")).isEqualTo("notes");
        assertThat(TestServer.ask("SELECT count(*) FROM tollgate.plugin_grant")).isEqualTo("0");
    }

    @Test
    void pluginsOfAStoreOfTheFifthVersionAreAsTheyWereAndAVersionMayHaveASecondPackage() throws Exception {
        StringBuilder older = new StringBuilder("CREATE SCHEMA tollgate; CREATE TABLE tollgate.schema_version (version INTEGER NOT NULL);"
                + " INSERT INTO tollgate.schema_version VALUES (5);");
        for (int number = 1; number <= 5; number++) {
            try (InputStream script = Schema.class.getResourceAsStream("schema-" + number + ".sql")) {
                older.append(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Digest digest = Digest.of(new byte[] {1});
        TestServer.run(older + "INSERT INTO tollgate.plugin_version (slug, version, digest, installed_at, installed_by, content)"
                + " VALUES ('notes', '1.0.0', '" + digest.hex() + "', 7, 'ada', '\\x07');"
                + " INSERT INTO tollgate.plugin VALUES ('notes', '1.0.0', '" + digest.hex() + "', 'ACTIVE', NULL, 9)");

        try (Database database = Database.open(settings)) {
            PostgresCatalogueStore store = new PostgresCatalogueStore(database);
            PluginId id = new PluginId("notes", "1.0.0", digest);
            assertThat(store.find("notes")).contains(new StoredPlugin(id, PluginState.ACTIVE, Optional.empty(), Instant.ofEpochMilli(9)));
            assertThat(store.versions("notes")).containsExactly(new StoredVersion(id, Instant.ofEpochMilli(7), "ada"));
            PluginId other = new PluginId("notes", "1.0.0", Digest.of(new byte[] {2}));
            assertThat(store.add(new StoredVersion(other, Instant.ofEpochMilli(8), "ada"), new byte[1], SameVersion.ALLOWED,
                    new PluginEvent(other, PluginEvent.Kind.INSTALLED, "ada", "", Instant.ofEpochMilli(8)))).isTrue();
            assertThat(store.history("notes", 9)).hasSize(1);
        }
    }

    @Test
    void whatIsThereIsKeptWhenItIsOpenedAgain() throws SQLException {
        Database.open(settings).close();
        TestServer.run("INSERT INTO tollgate.kv_space (slug, bytes) VALUES ('notes', 0)");

        Database.open(settings).close();

        assertThat(TestServer.ask("SELECT slug FROM tollgate.kv_space")).isEqualTo("notes");
    }

    @Test
    void aStoreOfANewerTollgateIsRefusedAndNotTouched() throws SQLException {
        TestServer.run("CREATE SCHEMA tollgate; CREATE TABLE tollgate.schema_version (version INTEGER NOT NULL);"
                + " INSERT INTO tollgate.schema_version VALUES (" + (Schema.LATEST + 1) + ")");

        assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(StoreOpenException.class)
                .hasMessage(settings + " has schema version " + (Schema.LATEST + 1) + ", this Tollgate knows up to " + Schema.LATEST
                        + ": start the newer Tollgate, or restore a backup");

        assertThat(TestServer.ask(TABLES)).isEqualTo("schema_version");
    }

    @Test
    void anotherApplicationsSchemaIsRefusedAndNotTouched() throws SQLException {
        TestServer.run("CREATE SCHEMA tollgate; CREATE TABLE tollgate.booths (id INTEGER)");

        assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("is not Tollgate's: rename it");

        assertThat(TestServer.ask(TABLES)).isEqualTo("booths");
    }
}
