package dev.tollgate.bridge.internal;

import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.engine.Outcome;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.PluginListener;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.spi.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is declared follow the plugins: an active one's schedules fire, for its very version; those of one that is not
 * active are paused, those of one that is gone are withdrawn. A plugin that should be active and is not loaded says that this
 * host starts or stops, which changes nothing for the others.
 *
 * <p>What a plugin registers is known only when its discovery call has completed. Until then, and where it fails, what is
 * declared beside the manifest's schedules is declared again: a start of one of many nodes must not take away what all have, with
 * what an administrator decided about it.
 */
@Component(service = {ScheduleFollower.class, PluginListener.class})
public final class ScheduleFollower implements PluginListener {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleFollower.class);
    private static final String GATE = "jobs";
    private static final Duration WHILE_WAITING = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Plugins plugins;
    private final Schedules schedules;
    private final Jobs jobs;
    private final Later later;
    private final Runnable closing;
    private final Discoveries discoveries;
    private final Map<String, Followed> followed = new HashMap<>();
    private volatile boolean closed;

    /** An active version whose schedules are declared. */
    private record Followed(ActivePlugin plugin, ScheduleReport report) {
    }

    @Activate
    public ScheduleFollower(@Reference Plugins plugins, @Reference PluginCalls calls, @Reference Schedules schedules, @Reference Jobs jobs) {
        this(plugins, calls, schedules, jobs, new LaterThreads());
    }

    private ScheduleFollower(Plugins plugins, PluginCalls calls, Schedules schedules, Jobs jobs, LaterThreads threads) {
        this(plugins, calls, schedules, jobs, threads, threads::close);
    }

    ScheduleFollower(Plugins plugins, PluginCalls calls, Schedules schedules, Jobs jobs, Later later, Runnable closing) {
        this.plugins = plugins;
        this.schedules = schedules;
        this.jobs = jobs;
        this.later = later;
        this.closing = closing;
        this.discoveries = new Discoveries(calls);
    }

    @Deactivate
    void close() {
        closed = true;
        closing.run();
    }

    Discoveries discoveries() {
        return discoveries;
    }

    synchronized ScheduleReport report(String slug) {
        return followed.containsKey(slug) ? followed.get(slug).report() : ScheduleReport.NONE;
    }

    /** The plugin is being removed. Were it still active here, its next change would declare it again. */
    synchronized void withdraw(String slug) {
        schedules.withdraw(slug);
        followed.remove(slug);
    }

    @Override
    public synchronized void changed(String slug) {
        if (closed) {
            return;
        }
        try {
            Optional<ActivePlugin> active = plugins.active(slug);
            if (active.isPresent()) {
                if (isCurrent(active.get())) {
                    follow(active.get());
                }
            } else {
                followed.remove(slug);
                rest(slug);
            }
        } catch (JobStoreException | StoreException failure) {
            LOG.error("the schedules of {} do not follow it yet, which is tried again: {}", slug, failure.getMessage());
            later.run(AFTER_FAILURE, () -> changed(slug));
        }
    }

    private void follow(ActivePlugin plugin) {
        if (isFollowed(plugin)) {
            return;
        }
        boolean discovers = plugin.manifest().lifecycle().onDiscover().isPresent();
        declare(plugin, discovers ? registeredBefore(plugin) : List.of(),
                discovers ? ScheduleReport.Discovery.PENDING : ScheduleReport.Discovery.NONE, "");
        if (discovers) {
            later.run(() -> discover(plugin));
        }
    }

    private void rest(String slug) {
        Optional<PluginState> state = plugins.get(slug).map(PluginView::state);
        if (state.isEmpty()) {
            schedules.withdraw(slug);
        } else if (!List.of(PluginState.ACTIVE, PluginState.WAITING, PluginState.DEGRADED).contains(state.get())) {
            schedules.pause(slug);
        }
    }

    private void discover(ActivePlugin plugin) {
        try {
            if (awaitsGate(plugin)) {
                postpone(plugin, plugin.id().slug() + " waits for tollgate:jobs@1", WHILE_WAITING);
                return;
            }
        } catch (StoreException failure) {
            postpone(plugin, failure.getMessage(), AFTER_FAILURE);
            return;
        }
        Discovery discovery = new Discovery(plugin);
        CallResult result = discoveries.call(discovery, plugin.manifest().lifecycle().onDiscover().orElseThrow(),
                () -> !closed);
        if (result instanceof CallResult.HeldBack held) {
            postpone(plugin, held.reason(), held.left().orElse(WHILE_WAITING));
        } else if (result instanceof CallResult.Ended ended) {
            ended(plugin, discovery, ended.outcome());
        }
        // One that was superseded is followed no more, and the news of it are under way.
    }

    private void ended(ActivePlugin plugin, Discovery discovery, Outcome outcome) {
        if (outcome instanceof Outcome.Completed) {
            completed(plugin, discovery);
        } else if (outcome instanceof Outcome.Tripped tripped) {
            failed(plugin, tripped.trip().toString());
        } else if (outcome instanceof Outcome.Failed failure) {
            switch (failure.failure()) {
                case BUSY, CLOSED -> postpone(plugin, failure.message(), WHILE_WAITING);
                default -> failed(plugin, failure.message());
            }
        }
    }

    private synchronized void completed(ActivePlugin plugin, Discovery discovery) {
        if (closed || !isFollowed(plugin)) {
            return;
        }
        try {
            declare(plugin, discovery.registered(), ScheduleReport.Discovery.DONE, "");
        } catch (JobStoreException failure) {
            LOG.error("what {} registered is not declared, which is tried again: {}", plugin.id(), failure.getMessage());
            later.run(AFTER_FAILURE, () -> completed(plugin, discovery));
        }
    }

    private synchronized void failed(ActivePlugin plugin, String reason) {
        if (!closed && isFollowed(plugin)) {
            LOG.warn("the discovery call of {} failed, so nothing that it registered is taken: {}", plugin.id(), reason);
            report(plugin, ScheduleReport.Discovery.FAILED, reason);
        }
    }

    private synchronized void postpone(ActivePlugin plugin, String reason, Duration delay) {
        if (!closed && isFollowed(plugin)) {
            report(plugin, ScheduleReport.Discovery.PENDING, reason);
            later.run(delay, () -> discover(plugin));
        }
    }

    private void report(ActivePlugin plugin, ScheduleReport.Discovery discovery, String detail) {
        followed.computeIfPresent(plugin.id().slug(), (slug, before) ->
                new Followed(plugin, new ScheduleReport(discovery, detail, before.report().refused())));
    }

    private void declare(ActivePlugin plugin, List<JobContract> further, ScheduleReport.Discovery discovery, String detail) {
        Map<String, String> refused = schedules.declare(plugin.id().slug(), PluginDeclarations.of(plugin, further));
        refused.forEach((name, reason) -> LOG.warn("the schedule {} of {} is not taken, its others are: {}", name, plugin.id(), reason));
        followed.put(plugin.id().slug(), new Followed(plugin, new ScheduleReport(discovery, detail, refused)));
    }

    /** A node that has not got to a new version yet must not declare the old one again for all. */
    private boolean isCurrent(ActivePlugin plugin) {
        return plugins.get(plugin.id().slug()).filter(view -> view.current().equals(plugin.id())).isPresent();
    }

    /** Loaded again is another activation, even of the same version. */
    private boolean isFollowed(ActivePlugin plugin) {
        Followed present = followed.get(plugin.id().slug());
        return present != null && present.plugin() == plugin;
    }

    /** What an earlier discovery call registered, here or on another node, as far as this version can run it. */
    private List<JobContract> registeredBefore(ActivePlugin plugin) {
        if (!plugin.holds(GATE)) {
            return List.of();
        }
        return jobs.schedules().stream().filter(schedule -> schedule.group().equals(plugin.id().slug())).map(schedule -> schedule.contract())
                .filter(contract -> plugin.manifest().schedule(contract.name()).isEmpty() && Discovery.runs(plugin, contract.handler()))
                .toList();
    }

    /** A plugin that can do without the gate is called without it; it would register nothing then, and lose what it had. */
    private boolean awaitsGate(ActivePlugin plugin) {
        return plugin.manifest().asksFor(GATE) && plugin.holds(GATE) && plugins.get(plugin.id().slug()).stream()
                .flatMap(view -> view.capabilities().stream()).anyMatch(status -> status.name().equals(GATE) && !status.provided());
    }
}
