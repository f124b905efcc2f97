package dev.tollgate.capability.db.internal;

import static dev.tollgate.capability.db.internal.TestPlugin.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import org.junit.jupiter.api.Test;

/** How a space is brought to the migrations of a version, whichever backend it is. */
abstract class MigrationContract extends DbBackends {
    private static final String ITEM = "CREATE TABLE item (id INTEGER PRIMARY KEY);";
    private static final String NOTE = "CREATE TABLE note (id INTEGER PRIMARY KEY); INSERT INTO note VALUES (1);";
    private static final String DROP_NOTE = "DROP TABLE note;";

    @Test
    void migrationsAreAppliedOnceAndInOrder() throws GateException {
        TestPlugin plugin = plugin().prepare("002-rows.sql", "INSERT INTO item VALUES (1)", "001-item.sql", ITEM);
        plugin.version("1.0.1").prepare("001-item.sql", ITEM, "002-rows.sql", "INSERT INTO item VALUES (1)");
        assertThat(plugin.rows("SELECT id FROM item")).isEqualTo("[[1]]");
    }

    @Test
    void aNodeThatDoesNotKnowTheSpaceFindsItAsItIs() throws GateException {
        TestPlugin plugin = plugin().prepare("001-item.sql", ITEM);
        TestPlugin elsewhere = new TestPlugin(gate(), plugin.id(), plugin.scope());
        elsewhere.prepare("001-item.sql", ITEM);
        assertThat(elsewhere.rows("SELECT id FROM item")).isEqualTo("[]");
    }

    @Test
    void aNewVersionAddsAndAnOlderOneTakesBack() throws GateException {
        TestPlugin plugin = plugin().prepare("001-item.sql", ITEM);
        plugin.version("2.0.0").prepare("001-item.sql", ITEM, "002-note.sql", NOTE, "002-note.undo.sql", DROP_NOTE,
                "003-more.sql", "ALTER TABLE note ADD COLUMN text TEXT", "003-more.undo.sql", "ALTER TABLE note DROP COLUMN text");
        plugin.exec("INSERT INTO note VALUES (2, 'x')");
        plugin.version("1.0.0").prepare("001-item.sql", ITEM);

        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT * FROM note"));
        assertThat(plugin.rows("SELECT * FROM item")).isEqualTo("[]");
        plugin.version("2.0.0").prepare("001-item.sql", ITEM, "002-note.sql", NOTE);
        assertThat(plugin.rows("SELECT * FROM note")).isEqualTo("[[1]]");
    }

    @Test
    void whatCannotBeTakenBackIsNamedAndKeepsTheNewVersionsData() throws GateException {
        TestPlugin plugin = plugin().prepare("001-item.sql", ITEM, "002-note.sql", NOTE);
        assertThatThrownBy(() -> plugin.version("0.9.0").prepare("001-item.sql", ITEM)).hasMessageContaining("db/002-note.sql")
                .hasMessageContaining("002-note.undo.sql");
        assertThat(plugin.rows("SELECT * FROM note")).isEqualTo("[[1]]");
    }

    @Test
    void aMigrationThatChangedIsRefused() throws GateException {
        TestPlugin plugin = plugin().prepare("001-item.sql", ITEM);
        assertThatThrownBy(() -> plugin.version("1.0.1").prepare("001-item.sql", ITEM + " ")).hasMessageContaining("db/001-item.sql");
    }

    @Test
    void aMigrationThatComesTooLateIsRefused() throws GateException {
        TestPlugin plugin = plugin().prepare("002-item.sql", ITEM);
        assertThatThrownBy(() -> plugin.version("1.0.1").prepare("001-note.sql", NOTE, "002-item.sql", ITEM))
                .hasMessageContaining("db/001-note.sql").hasMessageContaining("002-item.sql");
    }

    @Test
    void aMigrationThatFailsInTheMiddleLeavesNothing() throws GateException {
        TestPlugin plugin = plugin().prepare("001-item.sql", ITEM);
        plugin.exec("INSERT INTO item VALUES (7)");
        assertThatThrownBy(() -> plugin.version("2.0.0").prepare("001-item.sql", ITEM, "002-note.sql", NOTE,
                "003-broken.sql", "DELETE FROM item; INSERT INTO note VALUES (1);"))
                .hasMessageContaining("db/003-broken.sql, statement 2");

        assertThat(plugin.rows("SELECT * FROM item")).isEqualTo("[[7]]");
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT * FROM note"));
        plugin.version("2.0.1").prepare("001-item.sql", ITEM, "002-note.sql", NOTE);
        assertThat(plugin.rows("SELECT * FROM note")).isEqualTo("[[1]]");
    }

    @Test
    void filesOfOtherNamesAreRefused() {
        for (String name : new String[] {"1-a.sql", "001.sql", "001-A.sql", "001-a.txt", "a/001-a.sql", "../001-a.sql", "001-a.undo.sql"}) {
            assertThatThrownBy(() -> plugin().prepare(name, ITEM)).as(name).hasMessageContaining("db/");
        }
        assertThatThrownBy(() -> plugin().prepare("001-a.sql", ITEM, "001-b.sql", NOTE)).hasMessageContaining("same number");
    }

    @Test
    void guestsCannotDefineAnythingButMigrationsCan() throws GateException {
        TestPlugin plugin = plugin().prepare("001-item.sql", ITEM + "CREATE VIEW items AS SELECT count(*) AS n FROM item;"
                + "CREATE UNIQUE INDEX item_id ON item (id);");
        assertThat(plugin.rows("SELECT n FROM items")).isEqualTo("[[0]]");
        for (String sql : new String[] {"CREATE TABLE x (id INTEGER)", "DROP TABLE item", "ALTER TABLE item ADD COLUMN x TEXT",
            "CREATE INDEX x ON item (id)", "TRUNCATE item", "CREATE VIEW v AS SELECT 1"}) {
            assertRefused(Errno.EINVAL, () -> plugin.exec(sql));
            assertRefused(Errno.EINVAL, () -> plugin.rows(sql));
        }
    }

    @Test
    void a43MigrationsStayInTheSpaceAsWell() {
        for (String sql : new String[] {"CREATE TEMP TABLE x (id INTEGER)", "CREATE VIRTUAL TABLE x USING fts5(a)", "PRAGMA writable_schema = 1",
            "CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM item; END", "ATTACH 'x' AS y", "COMMIT", "ROLLBACK", "BEGIN", "SELECT 1",
            "CREATE FUNCTION f() RETURNS int AS 'select 1' LANGUAGE sql", "CREATE ROLE x", "ALTER ROLE x SUPERUSER", "CREATE EXTENSION dblink",
            "CREATE SCHEMA x", "SET ROLE postgres", "COPY item TO PROGRAM 'id'", "DO 'x'", "GRANT ALL ON item TO PUBLIC",
            "COMMENT ON TABLE item IS '7'", "ALTER TABLE item OWNER TO postgres", "CREATE TABLE x AS SELECT * FROM pg_authid",
            "CREATE TABLE temp.x (id INTEGER)", "CREATE OR REPLACE VIEW v AS SELECT 1", "VACUUM INTO 'x'", "REINDEX item", "DROP SCHEMA public"}) {
            assertRefused(Errno.EINVAL, () -> plugin().prepare("001-item.sql", ITEM, "002-bad.sql", sql));
        }
    }
}
