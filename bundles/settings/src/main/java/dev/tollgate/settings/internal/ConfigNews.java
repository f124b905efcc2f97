package dev.tollgate.settings.internal;

import dev.tollgate.abi.settings.ConfigListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on whose configuration was changed. It knows neither who changes it nor who listens, so that both can need it. */
@Component(service = ConfigNews.class)
public final class ConfigNews {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigNews.class);

    private final List<ConfigListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    @Activate
    public ConfigNews() {
        // Nothing has changed yet.
    }

    void add(ConfigListener listener) {
        listeners.add(listener);
        changed.forEach(slug -> tell(listener, slug));
    }

    void remove(ConfigListener listener) {
        listeners.remove(listener);
    }

    void changed(String slug) {
        changed.add(slug);
        listeners.forEach(listener -> tell(listener, slug));
    }

    private static void tell(ConfigListener listener, String slug) {
        try {
            listener.changed(slug);
        } catch (RuntimeException | LinkageError failed) {
            LOG.error("a listener failed when it was told that something else is set for {}", slug, failed);
        }
    }
}
