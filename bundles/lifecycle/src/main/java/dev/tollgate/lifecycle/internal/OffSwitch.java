package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.jobs.JobId;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.TaskEnd.Ending;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches plugins off. Whoever does does not wait for a place in a queue: the row changes at once, and the job in which the plugin is told,
 * or all that is kept for it goes, is there before that.
 */
final class OffSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(OffSwitch.class);

    private final PluginStates states;
    private final LifecycleQueue tasks;

    OffSwitch(PluginStates states, LifecycleQueue tasks) {
        this.states = states;
        this.tasks = tasks;
    }

    /** A plugin that is off, and the job in which it is told. */
    private record Off(JobId task, StoredPlugin row) {
    }

    /**
     * Answers the row when the plugin was told, or could not be.
     *
     * @throws PluginException where active plugins depend on it
     */
    StoredPlugin deactivate(StoredPlugin before, String by) {
        return told(states.unneeded(slug(before), () -> off(before, by)));
    }

    /** The same, and who depends on it waits. */
    StoredPlugin withdraw(StoredPlugin before, String by) {
        return told(off(before, by));
    }

    /** What a breaker decided. The plugin is told later, if at all. */
    void deactivate(StoredPlugin before, BreakerEvent event) {
        off(before, PluginState.INACTIVE, Optional.of(event.detail()), event.by());
        LOG.error("{}: {}", event.slug(), event.detail());
        tasks.enqueue(LifecycleTask.deactivate(before, Optional.of(event.detail()), event.by()));
    }

    /**
     * Returns when nothing of it is left.
     *
     * @throws PluginException where active plugins depend on it, or something of it is still left
     */
    void remove(StoredPlugin before, String by) {
        String slug = slug(before);
        JobId task = before.state() == PluginState.REMOVING ? tasks.enqueue(LifecycleTask.remove(before, by)) : states.unneeded(slug, () -> {
            JobId removal = tasks.enqueue(LifecycleTask.remove(before, by));
            off(before, PluginState.REMOVING, Removal.reason(before), by);
            return removal;
        });
        TaskEnd end = tasks.end(task);
        states.follow(slug);
        if (end.ending() != Ending.DONE) {
            throw end.unfinished(slug + " is not called any more, but not gone yet", task);
        }
    }

    private Off off(StoredPlugin before, String by) {
        JobId task = tasks.enqueue(LifecycleTask.deactivate(before, Optional.empty(), by));
        StoredPlugin after = off(before, PluginState.INACTIVE, Optional.empty(), by);
        LOG.info("{} was deactivated by {}", before.current(), by);
        return new Off(task, after);
    }

    /** The row as it is afterwards, also where somebody else was as fast. */
    private StoredPlugin off(StoredPlugin before, PluginState state, Optional<String> reason, String by) {
        String slug = slug(before);
        return states.switchOff(before, state, reason, by).or(() -> states.find(slug).filter(now -> now.state() == state))
                .or(() -> state == PluginState.REMOVING && states.find(slug).isEmpty() ? Optional.of(before) : Optional.empty())
                .orElseThrow(() -> PluginRegistry.changed(slug));
    }

    private StoredPlugin told(Off off) {
        TaskEnd end = tasks.firstEnd(off.task());
        PluginId id = off.row().current();
        if (end.ending() != Ending.DONE) {
            LOG.warn("{} is not active any more, but its deactivation (job {}) has not succeeded: {}", id, off.task(), end.reason());
        }
        return states.find(id.slug()).orElse(off.row());
    }

    private static String slug(StoredPlugin row) {
        return row.current().slug();
    }
}
