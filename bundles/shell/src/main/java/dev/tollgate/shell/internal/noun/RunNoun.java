package dev.tollgate.shell.internal.noun;

import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Doc;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the run log. */
@Component
@Command(name = Noun.SCOPE)
public final class RunNoun implements Noun {
    private final Jobs jobs;
    private final Known known;

    @Activate
    public RunNoun(@Reference Jobs jobs, @Reference Plugins plugins) {
        this.jobs = jobs;
        this.known = new Known(plugins);
    }

    @Command(name = "runs", description = "lists the last runs of schedules, lifecycle tasks and jobs, newest first")
    public Act runs(
            @Option(names = "--schedule", paramLabel = "SCHEDULE", description = "only this schedule's, PLUGIN/NAME or BUNDLE/NAME") String schedule,
            @Option(names = "--plugin", paramLabel = "SLUG", description = "only this plugin's, or this bundle's") String group,
            @Option(names = "--result", paramLabel = "RESULT",
                    description = "only those that ended so: success, failed, timeout, cancelled or skipped") String result,
            @Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "20", description = "how many of them; ${DEFAULT-VALUE}") int most) {
        return caller -> {
            RunFilter filter = RunFilter.any(most);
            filter = schedule == null ? filter : filter.ofSchedule(schedule);
            filter = group == null ? filter : filter.of(group);
            filter = result == null ? filter : filter.ended(RunData.ended(result));
            return Answer.rows(RunData.LIST, jobs.runs(filter).stream().map(RunData::of).toList(), "there was no such run");
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "SCHEDULE" -> jobs.schedules().stream().map(ScheduleView::id).toList();
            case "RESULT" -> Arrays.stream(RunResult.values()).map(Doc::name).toList();
            default -> List.of();
        };
    }
}
