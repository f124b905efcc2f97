package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.JobResult;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginWork;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a plugin with all that is kept for it. The row says so first and goes last, and every step between the two may be done
 * again, except for the call of {@code on_uninstall}: that it is about to be made is in the row before it is made.
 */
final class Removal {
    private static final Logger LOG = LoggerFactory.getLogger(Removal.class);
    private static final Duration WHILE_RUNNING = Duration.ofMillis(100);
    private static final Duration UNTIL_THERE = Duration.ofSeconds(2);
    private static final String NEVER_ACTIVE = "it is being removed, without on_uninstall because it was never active";
    private static final String CALLED = "it is being removed, and on_uninstall was called";

    private final PluginRegistry plugins;
    private final PluginStates states;
    private final List<PluginWork> work;

    Removal(PluginRegistry plugins, List<PluginWork> work) {
        this.plugins = plugins;
        this.states = plugins.states();
        this.work = work;
    }

    /** What is kept as the reason from the start. */
    static Optional<String> reason(StoredPlugin before) {
        return before.state() == PluginState.INSTALLED ? Optional.of(NEVER_ACTIVE) : Optional.empty();
    }

    JobResult run(LifecycleTask task, StateCall call) {
        Optional<StoredPlugin> row = states.find(task.slug());
        if (row.filter(task.asked()::is).filter(now -> now.state() != PluginState.REMOVING).isPresent()) {
            row = states.switchOff(row.get(), PluginState.REMOVING, reason(row.get()), task.by()).or(() -> states.find(task.slug()));
        }
        if (row.isEmpty()) {
            return done(StateCall.NO_REPORT);
        }
        if (row.get().state() != PluginState.REMOVING) {
            return new JobResult.SkipRetry(PluginRegistry.changed(task.slug()).getMessage(), StateCall.NO_REPORT);
        }
        states.follow(task.slug());
        if (work.isEmpty()) {
            return new JobResult.HeldBack("no bundle that keeps the work of plugins is there to drop that of " + task.slug(), UNTIL_THERE);
        }
        work.forEach(keeper -> keeper.close(task.slug(), task.by()));
        if (work.stream().anyMatch(keeper -> keeper.running(task.slug()))) {
            return new JobResult.HeldBack("jobs of " + task.slug() + " are at work", WHILE_RUNNING);
        }
        return row.get().reason().isPresent() ? erase(task, row.get(), StateCall.NO_REPORT) : tell(task, row.get(), call);
    }

    private JobResult tell(LifecycleTask task, StoredPlugin row, StateCall call) {
        StandIn plugin;
        try {
            plugin = plugins.standIn(row.current());
        } catch (PluginException unreadable) {
            // What is damaged must not be what keeps it from being removed.
            LOG.warn("on_uninstall of {} was not called: {}", row.current(), unreadable.getMessage());
            return erase(task, row, StateCall.NO_REPORT);
        }
        try (plugin) {
            Optional<String> handler = plugin.loaded().manifest().lifecycle().onUninstall();
            return handler.isEmpty() ? erase(task, row, StateCall.NO_REPORT) : tell(task, row, call, plugin.loaded(), handler.get());
        }
    }

    private JobResult tell(LifecycleTask task, StoredPlugin row, StateCall call, LoadedPlugin plugin, String handler) {
        StoredPlugin noted = states.note(row, Optional.of(CALLED)).orElseThrow(() -> PluginRegistry.changed(task.slug()));
        StateCall.Called told = call.call(plugin, handler);
        if (!told.called() && told.passing()) {
            states.note(noted, Optional.empty());
            return told.result();
        }
        String report = StateCall.NO_REPORT;
        if (told.result() instanceof JobResult.Done done) {
            report = done.report();
        } else {
            LOG.warn("on_uninstall of {} is not tried again: {}", row.current(), told.reason());
        }
        return erase(task, noted, report);
    }

    private JobResult erase(LifecycleTask task, StoredPlugin row, String report) {
        plugins.erase(row, task.by());
        return done(report);
    }

    private static JobResult done(String report) {
        return new JobResult.Done(new byte[0], report);
    }
}
