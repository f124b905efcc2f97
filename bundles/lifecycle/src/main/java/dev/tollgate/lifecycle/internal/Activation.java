package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginWork;
import dev.tollgate.lifecycle.internal.LifecycleTask.Move;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a version the current one. It is loaded beside the one that runs and its {@code on_activate} is called; only then the
 * row changes, which is the one step that counts: before it all of this is done again, after it nothing.
 */
final class Activation {
    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);
    private static final JobResult DONE = new JobResult.Done(new byte[0], StateCall.NO_REPORT);
    private static final Duration WHILE_STOPPING = Duration.ofSeconds(1);

    private final PluginRegistry plugins;
    private final PluginStates states;
    private final List<PluginWork> work;

    Activation(PluginRegistry plugins, List<PluginWork> work) {
        this.plugins = plugins;
        this.states = plugins.states();
        this.work = work;
    }

    JobResult run(LifecycleTask task, StateCall call) {
        PluginId id = task.plugin();
        Optional<StoredPlugin> row = states.find(id.slug());
        if (row.filter(now -> PluginStates.isActive(now, id)).isPresent()) {
            return done(id);
        }
        if (row.filter(task.asked()::is).isEmpty()) {
            return changed(task);
        }
        LoadedPlugin next;
        try {
            plugins.activationRules().require(row.get(), id, task.move());
            next = states.prepared(id);
        } catch (PluginException impossible) {
            return skip(impossible.getMessage());
        }
        return take(task, call, row.get(), next);
    }

    private JobResult take(LifecycleTask task, StateCall call, StoredPlugin before, LoadedPlugin next) {
        boolean decided = false;
        try {
            JobResult up = next.manifest().lifecycle().onActivate().map(handler -> call.call(next, handler).result()).orElse(DONE);
            if (!(up instanceof JobResult.Done)) {
                return up;
            }
            if (before.state() == PluginState.INSTALLED) {
                // Another plugin of that slug may have been removed before.
                work.forEach(keeper -> keeper.open(task.slug()));
            }
            decided = true;
            if (states.switchTo(next, before, kind(task, before), task.by())) {
                LOG.info("{} was {} by {}", next.id(), task.move() == Move.ROLLBACK ? "rolled back to" : "activated", task.by());
                plugins.tidy(task.slug());
                return up;
            }
            return lost(task);
        } catch (PluginException since) {
            return skip(since.getMessage());
        } finally {
            if (!decided) {
                states.loaded().discard(next);
            }
        }
    }

    /** Who allows a downgrade does not always bring one about. */
    private static PluginEvent.Kind kind(LifecycleTask task, StoredPlugin before) {
        return switch (task.move()) {
            case ROLLBACK -> PluginEvent.Kind.ROLLED_BACK;
            case DOWNGRADE -> VersionChoice.goesBack(before, task.plugin()) ? PluginEvent.Kind.DOWNGRADED : PluginEvent.Kind.ACTIVATED;
            case FORWARD -> PluginEvent.Kind.ACTIVATED;
        };
    }

    private JobResult lost(LifecycleTask task) {
        Optional<StoredPlugin> row = states.find(task.slug());
        if (row.filter(now -> PluginStates.isActive(now, task.plugin())).isPresent()) {
            return done(task.plugin());
        }
        return row.filter(task.asked()::is).isPresent() ? new JobResult.HeldBack("the host stops", WHILE_STOPPING) : changed(task);
    }

    private JobResult done(PluginId id) {
        states.follow(id.slug());
        return DONE;
    }

    private static JobResult changed(LifecycleTask task) {
        return skip(task.plugin() + " is not activated: " + PluginRegistry.changed(task.slug()).getMessage());
    }

    private static JobResult skip(String reason) {
        return new JobResult.SkipRetry(reason, StateCall.NO_REPORT);
    }
}
