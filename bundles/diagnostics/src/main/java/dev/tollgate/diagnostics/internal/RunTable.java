package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Entries of the run log. */
final class RunTable {
    private static final int MOST_OF_AN_ERROR = 200;

    private RunTable() {
    }

    static String of(List<RunView> runs) {
        Table table = new Table("STARTED", "OF", "NAME", "TRIGGER", "NODE", "ATTEMPT", "MS", "RESULT", "JOB", "ERROR");
        for (RunView run : runs) {
            table.row(run.startedAt(), run.group(), PlainText.of(run.name()), run.trigger().name().toLowerCase(Locale.ROOT), run.node(),
                    run.attempt(), Duration.between(run.startedAt(), run.endedAt()).toMillis(), run.result().name().toLowerCase(Locale.ROOT),
                    run.job().map(JobId::value).orElse(""), error(run.error()));
        }
        return table.toString();
    }

    private static String error(String text) {
        return PlainText.of(text.length() <= MOST_OF_AN_ERROR ? text : text.substring(0, MOST_OF_AN_ERROR) + "...");
    }
}
