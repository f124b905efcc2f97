package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookCycle;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Calls hooks and shows what each handler did and used, and who listens to which hook. */
@Component
@Command(name = Noun.SCOPE + "hooks", description = "shows who listens to hooks, and calls them")
public final class HookNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("HOOK", "hook"), Column.number("FILTERS", "filters"), Column.number("ACTIONS", "actions"),
            Column.text("REGISTERED AS", "registeredAs"));
    private static final Table LISTENERS = Table.of(Column.state("KIND", "kind"), Column.id("PLUGIN", "slug"), Column.text("VERSION", "version"),
            Column.text("HANDLER", "handler"), Column.number("PRIORITY", "priority"), Column.text("BEFORE", "before"), Column.text("AFTER", "after"));
    private static final Table REPORTS = Table.of(Column.id("PLUGIN", "slug"), Column.text("HANDLER", "handler"), Column.state("ENDING", "ending"),
            Column.number("FUEL", "fuel"), Column.number("MS", "timeMillis"), Column.text("DETAIL", "detail"));
    private static final String NOBODY = "no active plugin listens to this hook";

    private final Hooks hooks;

    @Activate
    public HookNoun(@Reference Hooks hooks) {
        this.hooks = hooks;
    }

    @Command(name = "list", description = "lists the hooks that plugins listen to or applications have registered")
    public Act list() {
        return caller -> {
            List<Doc> rows = hooks.names().stream().map(hook -> new Doc().put("hook", hook).put("filters", count(hook, HookKind.FILTER))
                    .put("actions", count(hook, HookKind.ACTION)).put("registeredAs", registered(hook))
                    .put("cycles", cycles(hook).stream().map(cycle -> cycle.plugins()).toList())).toList();
            Page page = rows.isEmpty() ? new Page().text("no active plugin listens to a hook") : new Page().table(LIST, rows);
            hooks.cycles().forEach(cycle -> page.text(text(cycle)));
            return new Answer(Doc.array(rows), () -> page.toString().stripLeading());
        };
    }

    @Command(name = "show", description = "shows who listens to a hook, in the order of the calls")
    public Act show(@Parameters(paramLabel = "HOOK", description = "the hook") String hook) {
        return caller -> {
            List<Doc> rows = hooks.listeners(hook).stream().map(listener -> Doc.of(listener.plugin()).put("kind", listener.kind())
                    .put("handler", listener.handler()).put("priority", listener.priority()).put("before", listener.before())
                    .put("after", listener.after())).toList();
            Page page = rows.isEmpty() ? new Page().text(NOBODY) : new Page().table(LISTENERS, rows);
            cycles(hook).forEach(cycle -> page.text(text(cycle)));
            return new Answer(Doc.array(rows), () -> page.toString().stripLeading());
        };
    }

    @Command(name = "filter", description = "passes a text through a filter hook")
    public Act filter(@Parameters(paramLabel = "HOOK", description = "the hook") String hook,
            @Parameters(paramLabel = "TEXT", description = "the text") String text) {
        return caller -> {
            HookResult result = hooks.filter(hook, text.getBytes(StandardCharsets.UTF_8));
            String value = new String(result.value(), StandardCharsets.UTF_8);
            return Answer.page(new Doc().put("value", value).put("handlers", reports(result)), page(result).block("value", value));
        };
    }

    @Command(name = "action", description = "calls an action hook")
    public Act action(@Parameters(paramLabel = "HOOK", description = "the hook") String hook,
            @Parameters(paramLabel = "TEXT", description = "the payload") String text) {
        return caller -> {
            HookResult result = hooks.action(hook, text.getBytes(StandardCharsets.UTF_8));
            return Answer.page(new Doc().put("handlers", reports(result)), page(result));
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("HOOK") ? List.copyOf(hooks.names()) : List.of();
    }

    private long count(String hook, HookKind kind) {
        return hooks.listeners(hook).stream().filter(listener -> listener.kind() == kind).count();
    }

    private String registered(String hook) {
        return hooks.point(hook).map(point -> point.kind() + " of " + point.type().getSimpleName()
                + (point.schema().isPresent() ? ", with a schema" : "")).orElse(null);
    }

    private List<HookCycle> cycles(String hook) {
        return hooks.cycles().stream().filter(cycle -> cycle.hook().equals(hook)).toList();
    }

    private static String text(HookCycle cycle) {
        return "the before and after of " + String.join(", ", cycle.plugins()) + " contradict each other at the " + cycle.kind() + " "
                + cycle.hook() + "; among themselves they run by priority";
    }

    private static List<Doc> reports(HookResult result) {
        return result.reports().stream().map(HookNoun::of).toList();
    }

    private static Page page(HookResult result) {
        return result.reports().isEmpty() ? new Page().text(NOBODY) : new Page().text(result.reports().size() == 1 ? "1 handler was called"
                : result.reports().size() + " handlers were called").table(REPORTS, reports(result));
    }

    private static Doc of(HandlerReport report) {
        return Doc.of(report.plugin()).put("handler", report.handler()).put("ending", report.ending()).put("fuel", report.usage().fuel().units())
                .millis("timeMillis", report.time()).put("detail", report.detail());
    }
}
