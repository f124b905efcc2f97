package dev.tollgate.shell.internal.noun;

import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.JobLimits.Bounds;
import dev.tollgate.bridge.JobLimits.Decision;
import dev.tollgate.bridge.JobLimits.Limit;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows and sets how much a plugin may queue and run. */
@Component
@Command(name = Noun.SCOPE + "joblimits", description = "shows and sets how much a plugin may queue and run")
public final class JobLimitNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("LIMIT", "limit"), Column.number("VALUE", "value"), Column.time("WHEN", "at"),
            Column.text("WHO", "by"));
    private static final String CONFIGURATION = "the configuration";

    private final JobLimits limits;
    private final Known known;

    @Activate
    public JobLimitNoun(@Reference Plugins plugins, @Reference JobLimits limits) {
        this.limits = limits;
        this.known = new Known(plugins);
    }

    @Command(name = "list", description = "shows how much a plugin may queue and run, and who decided that")
    public Act list(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            Bounds bounds = limits.limits(slug);
            Map<Limit, Decision> decisions = limits.decisions(slug);
            List<Doc> rows = new ArrayList<>();
            for (Limit limit : Limit.values()) {
                Optional<Decision> decision = Optional.ofNullable(decisions.get(limit));
                rows.add(new Doc().put("limit", limit.key()).put("value", decision.map(Decision::value).orElseGet(() -> configured(limit, bounds)))
                        .put("at", decision.map(Decision::at)).put("by", decision.map(Decision::by).orElse(CONFIGURATION)));
            }
            return Answer.rows(LIST, rows, "");
        };
    }

    @Command(name = "set", description = "sets one of a plugin's limits, on every node that shares the store, at once")
    public Act set(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "LIMIT", description = "rate.per.minute, most.queued or tollgate.job.per.group") String key,
            @Parameters(paramLabel = "VALUE", description = "a number from 1") int value) {
        return caller -> {
            Limit limit = Limit.of(key);
            known.plugin(slug);
            limits.set(slug, limit, value, caller.name());
            return Answer.said(new Doc().put("slug", slug).put("limit", key).put("value", value), key + " of " + slug + " is " + value);
        };
    }

    @Command(name = "reset", description = "leaves one or all of a plugin's limits to the configuration again")
    public Act reset(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "LIMIT", arity = "0..1", description = "which one; without it all") String key) {
        return caller -> {
            boolean changed = limits.reset(slug, Optional.ofNullable(key).map(Limit::of), caller.name());
            return Answer.said(new Doc().put("slug", slug).put("limit", key).put("changed", changed),
                    (key == null ? slug : key + " of " + slug) + (changed ? " is" : " was already") + " as in the configuration");
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "LIMIT" -> Arrays.stream(Limit.values()).map(Limit::key).toList();
            default -> List.of();
        };
    }

    private static int configured(Limit limit, Bounds bounds) {
        return switch (limit) {
            case RATE -> bounds.perMinute();
            case DEPTH -> bounds.mostQueued();
            case SLOTS -> bounds.atATime();
        };
    }
}
