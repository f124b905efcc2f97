package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.internal.PluginNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Three nodes over one database, each with connections of its own. */
final class ThreeNodes implements AutoCloseable {
    static final String SLUG = "probe";

    private final boolean development;
    private final List<Database> databases = new ArrayList<>();
    private final List<PluginNode> nodes = new ArrayList<>();

    /** @param third how the third one reaches the database */
    ThreeNodes(PostgresSettings settings, PostgresSettings third, boolean development) throws SQLException {
        this.development = development;
        for (PostgresSettings each : List.of(settings, settings, third)) {
            add(each);
        }
    }

    /** Another one; its number. */
    int add(PostgresSettings settings) throws SQLException {
        Database database = Database.open(settings);
        databases.add(database);
        nodes.add(new PluginNode(new PostgresCatalogueStore(database), new PostgresGrantStore(database), new PostgresBreakerStore(database),
                development));
        return nodes.size() - 1;
    }

    PluginNode node(int number) {
        return nodes.get(number);
    }

    void await(String version) {
        nodes.forEach(node -> node.await(SLUG, version));
    }

    PluginId install(int node, String version, String note) {
        try {
            return nodes.get(node).plugins.install(TestPackage.of(SLUG, version, "handler-types").file("note", note.getBytes()).build(), "ada");
        } catch (InstallException refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        nodes.forEach(PluginNode::close);
        databases.forEach(Database::close);
    }
}
