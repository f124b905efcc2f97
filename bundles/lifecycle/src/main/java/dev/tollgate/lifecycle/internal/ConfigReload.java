package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.settings.ConfigListener;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.lifecycle.PluginListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads plugins whose configuration was changed. It hears of plugins too: what was set while one was being loaded is seen when it
 * has been.
 */
@Component(service = {ConfigListener.class, PluginListener.class})
public final class ConfigReload implements ConfigListener, PluginListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final PluginStates states;
    private final Timer timer;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    @Activate
    public ConfigReload(@Reference PluginRegistry plugins) {
        this(plugins, new TimerThread("tollgate-reload"));
    }

    ConfigReload(PluginRegistry plugins, Timer timer) {
        this.states = plugins.states();
        this.timer = timer;
    }

    @Deactivate
    void close() {
        timer.close();
    }

    /** Whoever tells of it does not wait, and what is told many times is done once. */
    @Override
    public void changed(String slug) {
        look(slug, Duration.ZERO);
    }

    private void look(String slug, Duration delay) {
        if (waiting.add(slug)) {
            timer.after(delay, () -> {
                waiting.remove(slug);
                reload(slug);
            });
        }
    }

    private void reload(String slug) {
        try {
            states.reload(slug);
        } catch (SettingsException unreadable) {
            LOG.warn("{} goes on with what was set for it before, which is tried again: {}", slug, unreadable.getMessage());
            look(slug, AFTER_FAILURE);
        }
    }
}
