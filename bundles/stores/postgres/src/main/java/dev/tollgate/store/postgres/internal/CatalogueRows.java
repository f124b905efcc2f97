package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows of plugins and their versions. */
final class CatalogueRows {
    private static final String PLUGIN = "SELECT slug, version, digest, state, reason, changed_at FROM tollgate.plugin ";
    static final String FIND = PLUGIN + "WHERE slug = ?";
    static final String LIST = PLUGIN + "ORDER BY slug";
    /** Exactly the row that was read; see {@link #standing}. */
    static final String STANDS = """
            WHERE slug = ? AND version = ? AND digest = ? AND state = ? AND reason IS NOT DISTINCT FROM ? AND changed_at = ?""";

    private CatalogueRows() {
    }

    /** What {@link #STANDS} asks for, after the statement's own arguments. */
    static Object[] standing(StoredPlugin row, Object... own) {
        PluginId id = row.current();
        List<Object> asked = Arrays.asList(id.slug(), id.version(), id.digest().hex(), row.state().name(), reason(row), row.changedAt());
        return Stream.concat(Arrays.stream(own), asked.stream()).toArray();
    }

    /** Null where there is none. */
    static String reason(StoredPlugin row) {
        return Columns.clean(row.reason().orElse(null));
    }

    static StoredPlugin plugin(Row row) throws SQLException {
        return new StoredPlugin(id(row), PluginState.valueOf(row.text(4)), row.maybeText(5), row.instant(6));
    }

    static StoredVersion version(Row row) throws SQLException {
        return new StoredVersion(id(row), row.instant(4), row.text(5));
    }

    private static PluginId id(Row row) throws SQLException {
        return new PluginId(row.text(1), row.text(2), new Digest(row.text(3)));
    }
}
