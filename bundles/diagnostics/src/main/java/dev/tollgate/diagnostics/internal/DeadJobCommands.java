package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.bridge.DeadJobs;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Replays and discards many dead letters at once from the shell. Which ones has to be said: a slip would be for all. */
@Component(service = DeadJobCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=replayAll",
    "osgi.command.function=discardAll"})
public final class DeadJobCommands {
    private final PluginJobs jobs;

    @Activate
    public DeadJobCommands(@Reference PluginJobs jobs) {
        this.jobs = jobs;
    }

    @Descriptor("queues the dead jobs of a plugin, or with a reason, again, each for the present version of its plugin")
    public String replayAll(
            @Descriptor("only this plugin's") @Parameter(names = "--plugin", absentValue = "") String plugin,
            @Descriptor("only of this job type of the plugin") @Parameter(names = "--type", absentValue = "") String type,
            @Descriptor("only those whose reason contains this") @Parameter(names = "--reason", absentValue = "") String reason) {
        return Answer.of(() -> told(jobs.replayAll(dead("replayAll", plugin, type, reason)), "queued again"));
    }

    @Descriptor("takes the dead jobs of a plugin, or with a reason, out of the dead letters for good")
    public String discardAll(
            @Descriptor("only this plugin's") @Parameter(names = "--plugin", absentValue = "") String plugin,
            @Descriptor("only of this job type of the plugin") @Parameter(names = "--type", absentValue = "") String type,
            @Descriptor("only those whose reason contains this") @Parameter(names = "--reason", absentValue = "") String reason) {
        return Answer.of(() -> told(jobs.discardAll(dead("discardAll", plugin, type, reason)), "discarded"));
    }

    private static DeadJobs dead(String command, String plugin, String type, String reason) {
        if (plugin.isEmpty() && reason.isEmpty()) {
            throw new IllegalArgumentException("say which: tollgate:" + command + " --plugin SLUG [--type TYPE] [--reason TEXT], or --reason TEXT");
        }
        return new DeadJobs(given(plugin), given(type), given(reason));
    }

    private static Optional<String> given(String option) {
        return Optional.of(option).filter(text -> !text.isEmpty());
    }

    private static String told(Bulk bulk, String what) {
        return bulk.done() + (bulk.done() == 1 ? " job is " : " jobs are ") + what + (bulk.failed() == 0 ? ""
                : ", " + bulk.failed() + (bulk.failed() == 1 ? " stays" : " stay") + " in the dead letters"
                + bulk.failure().map(why -> ": " + PlainText.of(why)).orElse(""));
    }
}
