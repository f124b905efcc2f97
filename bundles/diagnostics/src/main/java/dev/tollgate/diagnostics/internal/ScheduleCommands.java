package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows, runs and switches schedules from the shell, those of plugins and those of bundles. */
@Component(service = ScheduleCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=schedules",
    "osgi.command.function=schedule", "osgi.command.function=runNow", "osgi.command.function=enable", "osgi.command.function=disable"})
public final class ScheduleCommands {
    private static final int RUNS_TO_COME = 5;
    private static final int RUNS_THAT_WERE = 10;

    private final Jobs jobs;
    private final JobsAdmin admin;
    private final PluginSchedules ofPlugins;

    @Activate
    public ScheduleCommands(@Reference Jobs jobs, @Reference JobsAdmin admin, @Reference PluginSchedules ofPlugins) {
        this.jobs = jobs;
        this.admin = admin;
        this.ofPlugins = ofPlugins;
    }

    @Descriptor("lists all schedules: when each fired last and fires next, in UTC")
    public String schedules() {
        return Answer.of(() -> {
            Table table = new Table("ID", "STATUS", "PATTERN", "ZONE", "LAST", "NEXT");
            for (ScheduleView schedule : jobs.schedules()) {
                table.row(schedule.id(), name(schedule.status()), PlainText.of(schedule.contract().pattern()), schedule.contract().zone(),
                        schedule.lastFire().map(Object::toString).orElse(""), schedule.nextFire().map(Object::toString).orElse(""));
            }
            return table.toString();
        });
    }

    @Descriptor("shows a schedule: its contract, its next runs and its last ones")
    public String schedule(@Descriptor("the schedule's id, <plugin or bundle>/<name>") String id) {
        return Answer.of(() -> {
            ScheduleView schedule = known(id);
            return ScheduleText.of(schedule, () -> jobs.nextRuns(id, RUNS_TO_COME))
                    + ScheduleText.leftOut(ofPlugins.report(schedule.group()))
                    + "\n" + RunTable.of(jobs.runs(RunFilter.any(RUNS_THAT_WERE).ofSchedule(id)));
        });
    }

    @Descriptor("runs a schedule once more, now; it takes a slot like any other run of it")
    public String runNow(@Descriptor("the schedule's id, <plugin or bundle>/<name>") String id) {
        return Answer.of(() -> {
            known(id);
            JobId job = admin.runNow(id, PluginCommands.BY);
            return id + " runs as job " + job + "; tollgate:job " + job + " shows it";
        });
    }

    @Descriptor("switches a schedule on again; what came meanwhile is not made up for")
    public String enable(@Descriptor("the schedule's id, <plugin or bundle>/<name>") String id) {
        return Answer.of(() -> {
            set(id, ScheduleStatus.ENABLED);
            return id + " is enabled" + (known(id).status() == ScheduleStatus.PAUSED_BY_PLUGIN ? ", and fires once its plugin is active" : "");
        });
    }

    @Descriptor("switches a schedule off, over restarts and new versions; what runs goes on")
    public String disable(@Descriptor("the schedule's id, <plugin or bundle>/<name>") String id) {
        return Answer.of(() -> {
            set(id, ScheduleStatus.DISABLED);
            return id + " is disabled; tollgate:enable " + id + " switches it on again";
        });
    }

    private void set(String id, ScheduleStatus status) {
        known(id);
        admin.setStatus(id, status, PluginCommands.BY);
    }

    private ScheduleView known(String id) {
        return jobs.schedule(id).orElseThrow(() -> new IllegalArgumentException(refused(id)
                .map(why -> "the schedule " + id + " was not taken when it was declared: " + why)
                .orElse("there is no schedule '" + id + "'; tollgate:schedules lists them")));
    }

    /** Why it is declared and yet not there. */
    private Optional<String> refused(String id) {
        int end = id.indexOf('/');
        return end < 0 ? Optional.empty() : Optional.ofNullable(ofPlugins.report(id.substring(0, end)).refused().get(id.substring(end + 1)));
    }

    private static String name(ScheduleStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
