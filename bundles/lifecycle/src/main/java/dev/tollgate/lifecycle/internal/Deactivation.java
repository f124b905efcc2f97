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
 * Switches a plugin off. The row changes first, and with that nothing of it begins any more; when what had begun is at its end,
 * its {@code on_deactivate} is called. That it fails does not make the plugin active again.
 */
final class Deactivation {
    private static final Logger LOG = LoggerFactory.getLogger(Deactivation.class);
    private static final Duration WHILE_RUNNING = Duration.ofMillis(100);

    private final PluginRegistry plugins;
    private final PluginStates states;
    private final List<PluginWork> work;

    Deactivation(PluginRegistry plugins, List<PluginWork> work) {
        this.plugins = plugins;
        this.states = plugins.states();
        this.work = work;
    }

    JobResult run(LifecycleTask task, StateCall call) {
        Optional<StoredPlugin> row = states.find(task.slug());
        if (row.filter(task.asked()::is).isPresent()) {
            row = states.switchOff(row.get(), PluginState.INACTIVE, task.reason(), task.by()).or(() -> states.find(task.slug()));
        }
        if (row.filter(now -> now.state() == PluginState.INACTIVE && now.current().equals(task.plugin())).isEmpty()) {
            return done(task.plugin() + " was activated again or removed since");
        }
        states.follow(task.slug());
        if (task.asked().state() == PluginState.FAILED) {
            return done(task.plugin() + " did not run");
        }
        if (work.stream().anyMatch(keeper -> keeper.running(task.slug()))) {
            return new JobResult.HeldBack("jobs of " + task.slug() + " are at work", WHILE_RUNNING);
        }
        return tell(task, call);
    }

    private JobResult tell(LifecycleTask task, StateCall call) {
        try (StandIn plugin = plugins.standIn(task.plugin())) {
            Optional<String> handler = plugin.loaded().manifest().lifecycle().onDeactivate();
            if (handler.isEmpty()) {
                return done("");
            }
            StateCall.Called told = call.call(plugin.loaded(), handler.get());
            if (!told.called() && !told.passing()) {
                // It may be so for ever, and the plugin is off anyway.
                return new JobResult.SkipRetry("on_deactivate was not called: " + told.reason(), StateCall.NO_REPORT);
            }
            return told.result();
        } catch (PluginException unreadable) {
            return new JobResult.SkipRetry("on_deactivate was not called: " + unreadable.getMessage(), StateCall.NO_REPORT);
        }
    }

    private static JobResult done(String why) {
        if (!why.isEmpty()) {
            LOG.info("on_deactivate was not called: {}", why);
        }
        return new JobResult.Done(new byte[0], StateCall.NO_REPORT);
    }
}
