package dev.tollgate.shell.internal.noun;

import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Jobs as commands tell of them. */
final class JobData {
    static final Table LIST = Table.of(Column.id("ID", "id"), Column.text("STATE", "state"), Column.number("TRIES", "attempts"),
            Column.text("TYPE", "type"), Column.text("REASON", "reason"));
    static final Table COUNTS = Table.of(Column.id("STATE", "state"), Column.number("JOBS", "jobs"));
    private static final int SHOWN_OUTPUT = 2_000;

    private JobData() {
    }

    static JobState state(String name) {
        try {
            return JobState.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("there is no state '" + name + "'; a job is queued, running, done, dead or discarded", unknown);
        }
    }

    static Doc brief(JobView job) {
        return new Doc().put("id", job.id().value()).put("type", job.type()).put("queue", job.queue()).put("group", job.group())
                .put("state", job.state()).put("attempts", job.attempts()).put("attemptsAllowed", job.maxRetry() + 1)
                .put("enqueuedAt", job.enqueuedAt()).put("runAt", job.runAt()).put("finishedAt", job.finishedAt()).put("reason", job.reason());
    }

    static Doc whole(JobView job) {
        return brief(job).put("report", job.report()).put("outputBytes", job.output().map(output -> output.length)).put("output", job.output().map(JobData::text));
    }

    static Page page(JobView job) {
        return new Page().line("id", job.id()).line("type", job.type()).line("state", Doc.name(job.state()))
                .line("attempts", job.attempts() + " of " + (job.maxRetry() + 1)).line("enqueued", job.enqueuedAt()).line("runs", job.runAt())
                .line("finished", job.finishedAt()).line("reason", job.reason()).line("report", job.report()).block("output", job.output().map(JobData::text).orElse(""));
    }

    private static String text(byte[] output) {
        String text = new String(output, StandardCharsets.UTF_8);
        return text.length() <= SHOWN_OUTPUT ? text : text.substring(0, SHOWN_OUTPUT) + "... (" + output.length + " bytes)";
    }
}
