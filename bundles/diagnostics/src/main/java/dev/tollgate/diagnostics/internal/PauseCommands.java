package dev.tollgate.diagnostics.internal;

import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Holds the jobs of a plugin back from the shell, on all nodes that share the store, and lets them go on. */
@Component(service = PauseCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=pause",
    "osgi.command.function=resume"})
public final class PauseCommands {
    private final Plugins plugins;
    private final JobsAdmin admin;

    @Activate
    public PauseCommands(@Reference Plugins plugins, @Reference JobsAdmin admin) {
        this.plugins = plugins;
        this.admin = admin;
    }

    @Descriptor("begins no job of a plugin until it is resumed, over restarts; what runs goes on, what is enqueued waits; schedules of scope all_node run all the same")
    public String pause(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            mustStay(slug);
            admin.pause(PluginQueue.QUEUE, slug, PluginCommands.BY);
            return "jobs of " + slug + " wait; tollgate:resume " + slug + " lets them go on";
        });
    }

    @Descriptor("lets the jobs of a plugin go on that was paused")
    public String resume(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            mustStay(slug);
            admin.resume(PluginQueue.QUEUE, slug);
            return "jobs of " + slug + " go on";
        });
    }

    /** A removal closes the queue to the plugin, and either command would open it again. */
    private void mustStay(String slug) {
        PluginView plugin = plugins.get(slug).orElseThrow(
                () -> new PluginException("no plugin of that slug is installed; tollgate:list names them"));
        if (plugin.state() == PluginState.REMOVING) {
            throw new PluginException(slug + " is being removed, its jobs with it; tollgate:runs --plugin " + slug + " tells how far that is");
        }
    }
}
