package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.Signer;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows of plugins and their versions. */
final class CatalogueRows {
    static final String VERSIONS = """
            SELECT slug, version, digest, installed_at, installed_by, signer_publisher, signer_key FROM plugin_version WHERE slug = ?
            ORDER BY installed_at DESC, seq DESC""";
    private static final String PLUGIN = """
            SELECT slug, version, digest, previous_version, previous_digest, state, reason, changed_at FROM plugin\s""";
    static final String FIND = PLUGIN + "WHERE slug = ?";
    static final String LIST = PLUGIN + "ORDER BY slug";
    /** Exactly the row that was read; see {@link #standing}. */
    static final String STANDS = """
            WHERE slug = ? AND version = ? AND digest = ? AND previous_version IS ? AND previous_digest IS ? AND state = ? AND reason IS ?
            AND changed_at = ?""";

    private CatalogueRows() {
    }

    /** What {@link #STANDS} asks for, after the statement's own arguments. */
    static Object[] standing(StoredPlugin row, Object... own) {
        return Stream.concat(Arrays.stream(own), values(row).stream()).toArray();
    }

    /** In the order of the columns, from the slug on. */
    static List<Object> values(StoredPlugin row) {
        PluginId id = row.current();
        return List.of(id.slug(), id.version(), id.digest().hex(), row.previous().map(PluginId::version),
                row.previous().map(previous -> previous.digest().hex()), row.state(), row.reason(), row.changedAt());
    }

    static StoredPlugin plugin(Row row) throws SQLException {
        Optional<String> version = row.maybeText(4);
        Optional<PluginId> previous = version.isEmpty() ? Optional.empty()
                : Optional.of(new PluginId(row.text(1), version.get(), new Digest(row.text(5))));
        return new StoredPlugin(id(row), previous, PluginState.valueOf(row.text(6)), row.maybeText(7), row.instant(8));
    }

    static StoredVersion version(Row row) throws SQLException {
        Optional<String> publisher = row.maybeText(6);
        Optional<Signer> signer = publisher.isEmpty() ? Optional.empty() : Optional.of(new Signer(publisher.get(), new Digest(row.text(7))));
        return new StoredVersion(id(row), row.instant(4), row.text(5), signer);
    }

    static PluginId id(Row row) throws SQLException {
        return new PluginId(row.text(1), row.text(2), new Digest(row.text(3)));
    }
}
