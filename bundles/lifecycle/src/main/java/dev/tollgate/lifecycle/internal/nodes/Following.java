package dev.tollgate.lifecycle.internal.nodes;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.PluginRegistry;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version of each plugin this node should run, and how often it could not. Where the two differ the catalogue is asked again,
 * so that rows that are old by now do no harm. For one thread.
 */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final PluginRegistry plugins;
    private final LongSupplier nanoTime;
    private final Map<String, Failure> failures = new HashMap<>();
    private Map<String, PluginId> wanted = Map.of();

    /** @param version empty: it should not run, and still does */
    private record Failure(Optional<PluginId> version, Duration pause, long until) {
    }

    Following(PluginRegistry plugins, LongSupplier nanoTime) {
        this.plugins = plugins;
        this.nanoTime = nanoTime;
    }

    void stands(List<StoredPlugin> rows) {
        wanted = rows.stream().filter(row -> row.state() == PluginState.ACTIVE).map(StoredPlugin::current)
                .collect(Collectors.toMap(PluginId::slug, id -> id));
    }

    void catchUp() {
        Set<String> slugs = new TreeSet<>(wanted.keySet());
        plugins.active().stream().map(ActivePlugin::id).map(PluginId::slug).forEach(slugs::add);
        failures.keySet().retainAll(slugs);
        slugs.forEach(this::catchUp);
    }

    private void catchUp(String slug) {
        Optional<PluginId> version = Optional.ofNullable(wanted.get(slug));
        if (version.equals(plugins.active(slug).map(ActivePlugin::id))) {
            failures.remove(slug);
            return;
        }
        Optional<Failure> last = Optional.ofNullable(failures.get(slug)).filter(failure -> failure.version().equals(version));
        if (last.filter(failure -> nanoTime.getAsLong() - failure.until() < 0).isPresent()) {
            return;
        }
        try {
            plugins.follow(slug);
            failures.remove(slug);
        } catch (RuntimeException | LinkageError failed) {
            Duration pause = last.map(failure -> failure.pause().multipliedBy(2)).orElse(FIRST_PAUSE);
            Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
            failures.put(slug, new Failure(version, bounded, nanoTime.getAsLong() + bounded.toNanos()));
            LOG.warn("{} is {} by the catalogue and this node could not follow, next attempt in {} s: {}", slug,
                    version.map(id -> "at " + id).orElse("not active"), bounded.toSeconds(), failed.getMessage());
        }
    }
}
