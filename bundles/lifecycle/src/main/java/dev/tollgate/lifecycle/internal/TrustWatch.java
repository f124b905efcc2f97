package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginListener;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.trust.Trust;
import dev.tollgate.lifecycle.spi.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches off what runs and is not trusted any more. What runs is looked at when what the operator trusts has changed, and when it began to run
 * under what was trusted before that. On a thread of its own: packages are read for it.
 */
@Component(service = {PluginListener.class, TrustWatch.class}, immediate = true)
public final class TrustWatch implements PluginListener {
    private static final Logger LOG = LoggerFactory.getLogger(TrustWatch.class);
    private static final long RETRY_SECONDS = 5;

    private final PluginRegistry plugins;
    private final Trust trust;
    private final Executor now;
    private final Executor later;
    private final Runnable closing;
    private final Runnable changed = this::changed;

    @Activate
    public TrustWatch(@Reference PluginRegistry plugins, @Reference Trust trust) {
        this(plugins, trust, new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "tollgate-trust");
            made.setDaemon(true);
            return made;
        }));
    }

    private TrustWatch(PluginRegistry plugins, Trust trust, ExecutorService thread) {
        this(plugins, trust, thread, CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, thread), thread::shutdownNow);
    }

    /** @param later does what is to be tried again */
    TrustWatch(PluginRegistry plugins, Trust trust, Executor now, Executor later, Runnable closing) {
        this.plugins = plugins;
        this.trust = trust;
        this.now = now;
        this.later = later;
        this.closing = closing;
        trust.follow(changed);
    }

    @Deactivate
    void close() {
        trust.leave(changed);
        closing.run();
    }

    @Override
    public void changed(String slug) {
        if (plugins.active(slug).filter(runs -> !trust.passed(runs.id())).isPresent()) {
            execute(now, () -> plugins.active(slug).ifPresent(this::check));
        }
    }

    private void changed() {
        execute(now, this::all);
    }

    private void all() {
        if (trust.unreadable().isPresent()) {
            return;
        }
        plugins.active().forEach(this::check);
        plugins.restore();
    }

    private void check(ActivePlugin runs) {
        PluginId id = runs.id();
        if (trust.passed(id)) {
            return;
        }
        try {
            Optional<String> refused = plugins.distrust(id);
            if (refused.isPresent() && trust.unreadable().isEmpty()) {
                plugins.states().find(id.slug()).filter(row -> PluginStates.isActive(row, id))
                        .flatMap(row -> plugins.states().switchOff(row, PluginState.FAILED, Optional.of(refused.get()), BreakerEvent.HOST))
                        .ifPresent(off -> LOG.error("{} was active and was switched off: {}", id, refused.get()));
            }
        } catch (PluginException unreadable) {
            LOG.error("whether {} is trusted cannot be seen any more, and it goes on: {}", id, unreadable.getMessage());
        }
    }

    private void execute(Executor executor, Runnable task) {
        try {
            executor.execute(() -> attempt(task));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("what runs is not looked at any more", stopping);
        }
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (StoreException failed) {
            LOG.error("whether what runs is trusted is looked at again in {} s: {}", RETRY_SECONDS, failed.getMessage());
            execute(later, task);
        } catch (RuntimeException failed) {
            LOG.error("whether what runs is trusted could not be seen", failed);
        }
    }
}
