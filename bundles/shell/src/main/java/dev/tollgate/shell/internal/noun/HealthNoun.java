package dev.tollgate.shell.internal.noun;

import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;

/** Asks the health checks of the host, and others' that have its tags. */
@Component(service = Noun.class)
@Command(name = Noun.SCOPE)
public final class HealthNoun implements Noun {
    private static final String[] TAGS = {"tollgate", "readiness", "liveness"};
    private static final Table LIST = Table.of(Column.id("CHECK", "name"), Column.state("STATUS", "status"), Column.text("SAYS", "says"));
    private static final Comparator<HealthCheckExecutionResult> WORST_FIRST = Comparator.<HealthCheckExecutionResult, Result.Status>comparing(
            HealthNoun::status).reversed().thenComparing(result -> result.getHealthCheckMetadata().getTitle());

    private final HealthCheckExecutor executor;

    @Activate
    public HealthNoun(@Reference HealthCheckExecutor executor) {
        this.executor = executor;
    }

    @Command(name = "health", description = "asks the health checks, and lists what each says, the worst first")
    public Act health() {
        return caller -> {
            List<HealthCheckExecutionResult> results = new ArrayList<>(executor.execute(HealthCheckSelector.tags(TAGS.clone()),
                    new HealthCheckExecutionOptions().setCombineTagsWithOr(true)));
            results.sort(WORST_FIRST);
            return new Answer(Doc.array(results.stream().map(HealthNoun::of).toList()), () -> text(results));
        };
    }

    /** What is wrong is said in full below the table, as it says what to do. */
    private static String text(List<HealthCheckExecutionResult> results) {
        if (results.isEmpty()) {
            return "there is no health check";
        }
        Page page = new Page();
        for (HealthCheckExecutionResult result : results) {
            if (status(result) != Result.Status.OK) {
                page.text("").text(result.getHealthCheckMetadata().getTitle());
                wrong(result).forEach(entry -> page.line("  " + entry.getStatus().name().toLowerCase(Locale.ROOT).replace('_', ' '), entry.getMessage()));
            }
        }
        String details = page.toString();
        return LIST.of(Doc.nodes(results.stream().map(HealthNoun::row).toList())) + (details.isEmpty() ? "" : "\n" + details);
    }

    private static Result.Status status(HealthCheckExecutionResult result) {
        return result.getHealthCheckResult().getStatus();
    }

    private static List<ResultLog.Entry> said(HealthCheckExecutionResult result) {
        List<ResultLog.Entry> said = new ArrayList<>();
        result.getHealthCheckResult().forEach(entry -> {
            if (!entry.isDebug()) {
                said.add(entry);
            }
        });
        return said;
    }

    private static List<ResultLog.Entry> wrong(HealthCheckExecutionResult result) {
        return said(result).stream().filter(entry -> entry.getStatus() != Result.Status.OK).toList();
    }

    private static Doc of(HealthCheckExecutionResult result) {
        return brief(result).put("tags", result.getHealthCheckMetadata().getTags()).put("timedOut", result.hasTimedOut())
                .put("timeMillis", result.getElapsedTimeInMs()).put("messages", said(result).stream().map(entry -> new Doc()
                        .put("status", entry.getStatus()).put("text", entry.getMessage())).toList());
    }

    private static Doc row(HealthCheckExecutionResult result) {
        int wrong = wrong(result).size();
        return brief(result).put("says", wrong == 0 ? said(result).stream().map(ResultLog.Entry::getMessage).findFirst()
                : wrong + " below");
    }

    private static Doc brief(HealthCheckExecutionResult result) {
        return new Doc().put("name", result.getHealthCheckMetadata().getTitle()).put("status", status(result));
    }
}
