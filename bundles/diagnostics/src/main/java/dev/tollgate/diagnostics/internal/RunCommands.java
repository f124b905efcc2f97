package dev.tollgate.diagnostics.internal;

import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the run log from the shell. */
@Component(service = RunCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=runs"})
public final class RunCommands {
    private static final int SHOWN = 20;

    private final Jobs jobs;

    @Activate
    public RunCommands(@Reference Jobs jobs) {
        this.jobs = jobs;
    }

    @Descriptor("lists the last runs of schedules, lifecycle tasks and jobs, newest first")
    public String runs(
            @Descriptor("only this schedule's, <plugin or bundle>/<name>") @Parameter(names = "--schedule", absentValue = "") String schedule,
            @Descriptor("only this plugin's, or this bundle's") @Parameter(names = "--plugin", absentValue = "") String plugin,
            @Descriptor("only those that ended so: success, failed, timeout, cancelled or skipped")
            @Parameter(names = "--result", absentValue = "") String result) {
        return Answer.of(() -> {
            RunFilter filter = RunFilter.any(SHOWN);
            filter = schedule.isEmpty() ? filter : filter.ofSchedule(schedule);
            filter = plugin.isEmpty() ? filter : filter.of(plugin);
            return RunTable.of(jobs.runs(result.isEmpty() ? filter : filter.ended(ended(result))));
        });
    }

    private static RunResult ended(String name) {
        return Arrays.stream(RunResult.values()).filter(result -> result.name().equals(name.toUpperCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run ends as '" + name + "'; one ends as " + Arrays.stream(RunResult.values())
                        .map(result -> result.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))));
    }
}
