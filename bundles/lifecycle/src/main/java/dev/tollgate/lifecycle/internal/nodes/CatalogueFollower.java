package dev.tollgate.lifecycle.internal.nodes;

import dev.tollgate.lifecycle.internal.PluginRegistry;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.spi.CatalogueStore.Watch;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this node run what others that share its catalogue activated, and nothing that they switched off. While the store is away
 * plugins stay as they are.
 */
@Component(service = CatalogueFollower.class, immediate = true)
public final class CatalogueFollower {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueFollower.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);

    private final Optional<Watch> watch;
    private final Following following;
    private final CleanupDebts debts;
    private final Gates gates;
    private final Optional<Thread> thread;
    private boolean debtsUnread;
    private boolean away;
    private volatile boolean closed;

    @Activate
    public CatalogueFollower(@Reference ChosenCatalogue catalogue, @Reference PluginRegistry plugins, @Reference CleanupDebts debts,
            @Reference Gates gates) {
        this(catalogue.store().watchPlugins(), plugins, debts, gates, System::nanoTime);
        thread.ifPresent(Thread::start);
    }

    private CatalogueFollower(Optional<Watch> watch, PluginRegistry plugins, CleanupDebts debts, Gates gates, LongSupplier nanoTime) {
        this.watch = watch;
        this.following = new Following(plugins, nanoTime);
        this.debts = debts;
        this.gates = gates;
        this.thread = watch.map(followed -> new Thread(() -> follow(followed), "tollgate-catalogue"));
        thread.ifPresent(made -> made.setDaemon(true));
    }

    /** Follows nobody by itself: see {@link #look}. */
    public static CatalogueFollower of(Watch watch, PluginRegistry plugins, CleanupDebts debts, Gates gates, LongSupplier nanoTime) {
        return new CatalogueFollower(Optional.of(watch), plugins, debts, gates, nanoTime);
    }

    /** Nothing of this node changes any more by what others do. */
    @Deactivate
    public void close() {
        closed = true;
        watch.ifPresent(Watch::close);
        thread.filter(Thread::isAlive).ifPresent(CatalogueFollower::join);
    }

    /** Does what follows from what others did since the last look, and what could not be done then. */
    public void look() {
        watch.ifPresent(this::look);
    }

    private void look(Watch followed) {
        try {
            Optional<List<StoredPlugin>> rows = followed.changed();
            rows.ifPresent(following::stands);
            debtsUnread |= rows.isPresent();
            if (debtsUnread) {
                // Before the next plugin of a slug is loaded here, which may find what the one before it left.
                debts.reload();
                gates.settle(debts);
                debtsUnread = false;
            }
            if (away) {
                LOG.info("the shared catalogue answers again");
                away = false;
            }
        } catch (StoreException failed) {
            if (!closed && !away) {
                LOG.warn("the shared catalogue does not answer; plugins of this node stay as they are until it does: {}", failed.getMessage());
                away = true;
            }
            return;
        }
        if (!closed) {
            following.catchUp();
        }
    }

    private void follow(Watch followed) {
        // The first look waits for nothing: something may have changed since the plugins were loaded.
        boolean waits = false;
        while (!closed) {
            try {
                if (waits) {
                    followed.await(LOOK);
                }
                waits = true;
                look(followed);
            } catch (RuntimeException | Error failed) {
                // Without this thread the node would run what others switched off.
                LOG.error("the shared catalogue could not be followed", failed);
            }
        }
    }

    private static void join(Thread follower) {
        try {
            follower.join(LAST_LOOK.toMillis());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
