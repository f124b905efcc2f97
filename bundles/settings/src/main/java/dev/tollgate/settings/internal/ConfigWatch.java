package dev.tollgate.settings.internal;

import dev.tollgate.abi.settings.ConfigListener;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsStore;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets listeners in as they come, and tells them of what others change in a store that is shared. Where the store is this node's own
 * nobody else changes anything, and there is no thread.
 */
@Component(service = ConfigWatch.class, immediate = true)
public final class ConfigWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SettingsStore store;
    private final ConfigNews news;
    private final Optional<Thread> thread;
    private long seen;
    private boolean reached = true;

    @Activate
    public ConfigWatch(@Reference ChosenSettings chosen, @Reference ConfigNews news) {
        this.store = chosen.store();
        this.news = news;
        this.thread = store.shared() ? Optional.of(new Thread(this::watch, "tollgate-config-watch")) : Optional.empty();
        thread.ifPresent(watching -> {
            watching.setDaemon(true);
            watching.start();
        });
    }

    @Reference(service = ConfigListener.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(ConfigListener listener) {
        news.add(listener);
    }

    void remove(ConfigListener listener) {
        news.remove(listener);
    }

    @Deactivate
    void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException closed) {
            LOG.debug("nobody looks for changes any more", closed);
        }
    }

    /** Tells of what was changed since the last look that the store answered. */
    void look() {
        try {
            SettingsStore.Changes changes = store.changes(SettingKind.CONFIG, seen);
            changes.slugs().forEach(news::changed);
            seen = changes.revision();
            reached = true;
        } catch (RuntimeException away) {
            if (reached) {
                LOG.warn("whether others changed the configuration of plugins is not known now, and looked for until it is: {}", away.getMessage());
            }
            reached = false;
        }
    }
}
