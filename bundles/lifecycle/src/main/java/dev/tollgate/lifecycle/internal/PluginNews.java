package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.PluginListener;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.spi.StoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what became of plugins, on a thread of its own: whoever changes one holds locks, and a listener may want to ask.
 * It knows neither the plugins nor who listens, so that both can need it.
 */
@Component(service = PluginNews.class)
public final class PluginNews {
    private static final Logger LOG = LoggerFactory.getLogger(PluginNews.class);

    private final Executor teller;
    private final Runnable closing;
    private final List<PluginListener> listeners = new CopyOnWriteArrayList<>();
    /** What is told soon: a plugin that changes faster than listeners listen does not fill a queue. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    @Activate
    public PluginNews() {
        ExecutorService thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "tollgate-plugin-news");
            made.setDaemon(true);
            return made;
        });
        this.teller = thread;
        this.closing = thread::shutdownNow;
    }

    PluginNews(Executor teller) {
        this.teller = teller;
        this.closing = () -> { };
    }

    @Deactivate
    void close() {
        closing.run();
    }

    void add(PluginListener listener, Plugins plugins) {
        listeners.add(listener);
        // What changed before is not told, so all of them are; what changes meanwhile is told as well.
        tell(() -> known(plugins).forEach(slug -> tell(listener, slug)));
    }

    private static List<String> known(Plugins plugins) {
        try {
            return plugins.list().stream().map(plugin -> plugin.current().slug()).toList();
        } catch (StoreException away) {
            LOG.warn("the catalogue does not answer; a listener is told of the plugins that run here, and of each other one when it changes: {}",
                    away.getMessage());
            return plugins.active().stream().map(plugin -> plugin.id().slug()).toList();
        }
    }

    void remove(PluginListener listener) {
        listeners.remove(listener);
    }

    void changed(String slug) {
        if (untold.add(slug)) {
            tell(() -> {
                untold.remove(slug);
                listeners.forEach(listener -> tell(listener, slug));
            });
        }
    }

    private void tell(Runnable news) {
        try {
            teller.execute(() -> {
                try {
                    news.run();
                } catch (RuntimeException failed) {
                    LOG.error("a listener could not be told of the plugins", failed);
                }
            });
        } catch (RejectedExecutionException stopping) {
            LOG.debug("nobody is told of plugins any more", stopping);
        }
    }

    private static void tell(PluginListener listener, String slug) {
        try {
            listener.changed(slug);
        } catch (RuntimeException | LinkageError failed) {
            LOG.error("a listener failed when it was told of {}", slug, failed);
        }
    }
}
