package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.internal.MemoryStore;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that several registries share, as nodes would; a test cuts it off, and gets in between. */
final class SharedStore implements GrantStore {
    private final MemoryStore rows = new MemoryStore();
    private int decided;
    boolean readable = true;
    boolean watchable = true;
    Runnable afterDecision = () -> { };
    Runnable duringLook = () -> { };

    @Override
    public void grant(Grant grant) {
        rows.grant(grant);
        decided();
    }

    @Override
    public boolean revoke(PluginId plugin, String capability, String by, Instant at) {
        boolean open = rows.revoke(plugin, capability, by, at);
        decided();
        return open;
    }

    private void decided() {
        decided++;
        Runnable next = afterDecision;
        afterDecision = () -> { };
        next.run();
    }

    @Override
    public List<Grant> all() {
        requires(readable);
        return read();
    }

    @Override
    public List<GrantDecision> decisions(String slug) {
        return rows.decisions(slug);
    }

    @Override
    public Optional<Watch> watch() {
        return Optional.of(new Watch() {
            private int seen = -1;

            @Override
            public Optional<List<Grant>> changed() {
                requires(watchable);
                int now = decided;
                List<Grant> all = read();
                duringLook.run();
                boolean changed = seen != now;
                seen = now;
                return changed ? Optional.of(all) : Optional.empty();
            }

            @Override
            public void await(Duration atMost) {
                throw new UnsupportedOperationException("the test looks by itself");
            }

            @Override
            public void close() {
                watchable = false;
            }
        });
    }

    /** Other objects each time, as rows are. */
    private List<Grant> read() {
        return rows.all().stream().map(row -> new Grant(row.plugin(), row.capability(), row.scope(), row.decidedBy(), row.decidedAt())).toList();
    }

    private static void requires(boolean reachable) {
        if (!reachable) {
            throw new StoreException("the store is cut off", null);
        }
    }
}
