package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployment.State;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the plugins whose files are gone. Not at once: who renames a file, or copies a new one over it, deletes one in between, and with
 * the plugin its data would go.
 */
final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
    private static final String BY = "file ";

    private final Plugins plugins;
    private final HeldPlugins held;
    private final Duration patience;
    private final Map<String, Deployment> gone = new ConcurrentHashMap<>();

    Departures(Plugins plugins, HeldPlugins held, Duration patience) {
        this.plugins = plugins;
        this.held = held;
        this.patience = patience;
    }

    /** Who installs and removes what a file brings. */
    static String by(String file) {
        return BY + PlainText.of(file);
    }

    static boolean isFile(String by) {
        return by.startsWith(BY);
    }

    /** Whether a plugin's file is there still; one that cannot be read now is what it was. */
    static boolean isThere(HeldPlugin holding, Map<String, DroppedFile> files) {
        DroppedFile file = files.get(holding.file());
        return file != null && file.plugin().filter(plugin -> !plugin.slug().equals(holding.slug())).isEmpty();
    }

    List<Deployment> list() {
        return List.copyOf(gone.values());
    }

    /** Answers when to look again. */
    Duration pass(Map<String, DroppedFile> files, Instant now) {
        Duration next = Deployer.IDLE;
        for (HeldPlugin holding : held.all()) {
            Deployment since = gone.get(holding.slug());
            if (isThere(holding, files)) {
                gone.remove(holding.slug());
            } else if (since == null) {
                gone.put(holding.slug(), gone(holding, "its plugin is removed, with its data, in " + patience.toSeconds() + " s", now));
                next = shorter(next, patience);
            } else if (now.isBefore(since.since().plus(patience))) {
                next = shorter(next, Duration.between(now, since.since().plus(patience)));
            } else {
                next = shorter(next, depart(holding, since) ? Deployer.IDLE : Deployer.RETRY);
            }
        }
        gone.keySet().removeIf(slug -> held.of(slug).isEmpty());
        return next;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether that is done. */
    private boolean depart(HeldPlugin holding, Deployment since) {
        String slug = holding.slug();
        try {
            Optional<VersionView> foreign = plugins.versions(slug).stream().filter(version -> !isFile(version.installedBy())).findFirst();
            if (foreign.isPresent()) {
                LOG.warn("{} stays though its file {} is gone, because {} of it was installed by {}: remove it if it is not meant to", slug,
                        since.file(), foreign.get().id().version(), foreign.get().installedBy());
            } else if (plugins.get(slug).isPresent()) {
                plugins.remove(slug, by(holding.file()));
                LOG.info("{} was removed with its file {}", slug, since.file());
            }
            held.forget(slug);
            return true;
        } catch (PluginException | StoreException notNow) {
            Deployment told = gone(holding, "its plugin cannot be removed yet: " + notNow.getMessage(), since.since());
            if (!told.equals(gone.put(slug, told))) {
                LOG.warn("{} cannot be removed yet, though its file {} is gone: {}", slug, since.file(), notNow.getMessage());
            }
            return false;
        }
    }

    private static Deployment gone(HeldPlugin holding, String detail, Instant since) {
        return new Deployment(PlainText.of(holding.file()), State.GONE, Optional.of(holding.plugin()), List.of(detail), since);
    }
}
