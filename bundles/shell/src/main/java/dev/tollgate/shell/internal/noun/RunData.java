package dev.tollgate.shell.internal.noun;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Table;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Entries of the run log. */
final class RunData {
    static final Table LIST = Table.of(Column.time("STARTED", "startedAt"), Column.text("OF", "group"), Column.text("NAME", "name"),
            Column.text("TRIGGER", "trigger"), Column.text("RESULT", "result"), Column.number("MS", "timeMillis"), Column.text("ERROR", "error"));

    private RunData() {
    }

    static Doc of(RunView run) {
        return new Doc().put("startedAt", run.startedAt()).put("endedAt", run.endedAt())
                .put("timeMillis", Duration.between(run.startedAt(), run.endedAt()).toMillis()).put("group", run.group()).put("name", run.name())
                .put("schedule", run.schedule()).put("fireAt", run.fireAt()).put("trigger", run.trigger()).put("node", run.node())
                .put("attempt", run.attempt()).put("result", run.result()).put("job", run.job().map(JobId::value)).put("error", run.error())
                .put("usage", run.usage());
    }

    static RunResult ended(String name) {
        return Arrays.stream(RunResult.values()).filter(result -> result.name().equals(name.toUpperCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run ends as '" + name + "'; one ends as "
                        + Arrays.stream(RunResult.values()).map(Doc::name).collect(Collectors.joining(", "))));
    }
}
