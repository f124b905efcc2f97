package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

        assertThat(TestServer.ask(TABLES)).isEqualTo("breaker breaker_event catalogue cleanup_debt grant_change grant_decision job job_group "
                + "job_intake job_node job_run kv_entry kv_space plugin plugin_grant plugin_version schedule schedule_fire schema_version "
                + "setting trip");
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
                + " DROP TABLE tollgate.grant_change, tollgate.plugin_grant, tollgate.grant_decision, tollgate.job, tollgate.job_group,"
                + " tollgate.job_intake, tollgate.job_node, tollgate.job_run, tollgate.schedule_fire, tollgate.schedule,"
                + " tollgate.setting, tollgate.breaker, tollgate.breaker_event, tollgate.trip, tollgate.plugin, tollgate.plugin_version,"
                + " tollgate.cleanup_debt, tollgate.catalogue;"
                + " DROP SEQUENCE tollgate.schedule_revision");

        Database.open(settings).close();

        assertThat(TestServer.ask("SELECT slug FROM tollgate.kv_space")).isEqualTo("notes");
        assertThat(TestServer.ask("SELECT count(*) FROM tollgate.plugin_grant")).isEqualTo("0");
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
                + " INSERT INTO tollgate.schema_version VALUES (7)");

        assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(StoreOpenException.class)
                .hasMessage(settings + " has schema version 7, this Tollgate knows up to " + Schema.LATEST
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
