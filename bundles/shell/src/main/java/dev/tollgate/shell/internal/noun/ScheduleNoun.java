package dev.tollgate.shell.internal.noun;

import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows, runs and switches schedules, those of plugins and those of bundles. */
@Component
@Command(name = Noun.SCOPE + "schedules", description = "shows, runs and switches schedules")
public final class ScheduleNoun implements Noun {
    private static final Table NEXT = Table.of(Column.id("FIRES AT", "local"), Column.id("UTC", "at"));
    private static final int RUNS_TO_COME = 5;
    private static final int RUNS_THAT_WERE = 10;

    private final Jobs jobs;
    private final JobsAdmin admin;
    private final PluginSchedules ofPlugins;

    @Activate
    public ScheduleNoun(@Reference Jobs jobs, @Reference JobsAdmin admin, @Reference PluginSchedules ofPlugins) {
        this.jobs = jobs;
        this.admin = admin;
        this.ofPlugins = ofPlugins;
    }

    @Command(name = "list", description = "lists all schedules, and when each fires next, in UTC")
    public Act list() {
        return caller -> Answer.rows(ScheduleData.LIST, jobs.schedules().stream().map(ScheduleData::of).toList(), "there is no schedule");
    }

    @Command(name = "show", description = "shows a schedule: its contract, its next runs and its last ones")
    public Act show(@Parameters(paramLabel = "SCHEDULE", description = "its id, PLUGIN/NAME or BUNDLE/NAME") String id) {
        return caller -> {
            ScheduleView schedule = known(id);
            List<Doc> runs = jobs.runs(RunFilter.any(RUNS_THAT_WERE).ofSchedule(id)).stream().map(RunData::of).toList();
            Page page = ScheduleData.page(schedule).block("next", ScheduleData.next(() -> jobs.nextRuns(id, RUNS_TO_COME), schedule.contract().zone()));
            ScheduleData.leftOut(page, ofPlugins.report(schedule.group()));
            return Answer.page(ScheduleData.of(schedule).put("runs", runs).put("leftOut", ScheduleData.of(ofPlugins.report(schedule.group()))),
                    runs.isEmpty() ? page : page.table(RunData.LIST, runs));
        };
    }

    @Command(name = "next", description = "shows when a schedule fires next, on the clocks of its zone and in UTC")
    public Act next(@Parameters(paramLabel = "SCHEDULE", description = "its id, PLUGIN/NAME or BUNDLE/NAME") String id,
            @Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "5", description = "how many times; ${DEFAULT-VALUE}") int most) {
        return caller -> {
            ScheduleView schedule = known(id);
            List<Instant> fires = jobs.nextRuns(id, most);
            return Answer.rows(NEXT, fires.stream().map(at -> new Doc().put("at", at)
                    .put("local", ScheduleData.local(at, schedule.contract().zone()))).toList(), id + " never fires again");
        };
    }

    @Command(name = "run", description = "runs a schedule once more, now; it takes a slot like any other run of it")
    public Act run(@Parameters(paramLabel = "SCHEDULE", description = "its id, PLUGIN/NAME or BUNDLE/NAME") String id) {
        return caller -> {
            known(id);
            JobId job = admin.runNow(id, caller.name());
            return Answer.page(new Doc().put("id", id).put("job", job.value()), new Page().text(id + " runs as job").text(job.value()));
        };
    }

    @Command(name = "enable", description = "switches a schedule on again; what came meanwhile is not made up for")
    public Act enable(@Parameters(paramLabel = "SCHEDULE", description = "its id, PLUGIN/NAME or BUNDLE/NAME") String id) {
        return caller -> {
            ScheduleView now = set(id, ScheduleStatus.ENABLED, caller.name());
            return Answer.said(ScheduleData.of(now), id + " is enabled"
                    + (now.status() == ScheduleStatus.PAUSED_BY_PLUGIN ? ", and fires once its plugin is active" : ""));
        };
    }

    @Command(name = "disable", description = "switches a schedule off, over restarts and new versions; what runs goes on")
    public Act disable(@Parameters(paramLabel = "SCHEDULE", description = "its id, PLUGIN/NAME or BUNDLE/NAME") String id) {
        return caller -> Answer.said(ScheduleData.of(set(id, ScheduleStatus.DISABLED, caller.name())),
                id + " is disabled; tollgate:schedules enable " + id + " switches it on again");
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("SCHEDULE") ? jobs.schedules().stream().map(ScheduleView::id).toList() : List.of();
    }

    private ScheduleView set(String id, ScheduleStatus status, String by) {
        known(id);
        admin.setStatus(id, status, by);
        return known(id);
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
}
