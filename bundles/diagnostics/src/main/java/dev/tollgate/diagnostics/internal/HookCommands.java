package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookCycle;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookListener;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Calls hooks from the shell and shows what each handler did and used, and who listens to which hook. */
@Component(service = HookCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=filter",
    "osgi.command.function=action", "osgi.command.function=hooks"})
public final class HookCommands {
    private final Hooks hooks;

    @Activate
    public HookCommands(@Reference Hooks hooks) {
        this.hooks = hooks;
    }

    @Descriptor("passes a text through a filter hook")
    public String filter(@Descriptor("the hook") String hook, @Descriptor("the text") String text) {
        return Answer.of(() -> {
            HookResult result = hooks.filter(hook, text.getBytes(StandardCharsets.UTF_8));
            return reports(result.reports()) + "\n" + PlainText.lines(new String(result.value(), StandardCharsets.UTF_8));
        });
    }

    @Descriptor("calls an action hook")
    public String action(@Descriptor("the hook") String hook, @Descriptor("the payload") String text) {
        return Answer.of(() -> reports(hooks.action(hook, text.getBytes(StandardCharsets.UTF_8)).reports()));
    }

    @Descriptor("lists the hooks that plugins listen to or applications have registered")
    public String hooks() {
        return Answer.of(() -> {
            Table table = new Table("HOOK", "FILTERS", "ACTIONS", "REGISTERED AS");
            for (String hook : hooks.names()) {
                table.row(hook, count(hook, HookKind.FILTER), count(hook, HookKind.ACTION), registered(hook));
            }
            return table + cycles(hooks.cycles());
        });
    }

    @Descriptor("shows who listens to a hook, in the order of the calls")
    public String hooks(@Descriptor("the hook") String hook) {
        return Answer.of(() -> {
            List<HookListener> listeners = hooks.listeners(hook);
            if (listeners.isEmpty()) {
                return "no active plugin listens to this hook";
            }
            Table table = new Table("KIND", "PLUGIN", "VERSION", "HANDLER", "PRIORITY", "BEFORE", "AFTER");
            for (HookListener listener : listeners) {
                table.row(listener.kind(), listener.plugin().slug(), listener.plugin().version(), listener.handler(), listener.priority(),
                        String.join(", ", listener.before()), String.join(", ", listener.after()));
            }
            return table + cycles(hooks.cycles().stream().filter(cycle -> cycle.hook().equals(hook)).toList());
        });
    }

    private long count(String hook, HookKind kind) {
        return hooks.listeners(hook).stream().filter(listener -> listener.kind() == kind).count();
    }

    private String registered(String hook) {
        return hooks.point(hook).map(point -> point.kind() + " of " + point.type().getSimpleName()
                + (point.schema().isPresent() ? ", with a schema" : "")).orElse("");
    }

    private static String cycles(List<HookCycle> cycles) {
        return cycles.stream().map(cycle -> "\nthe before and after of " + String.join(", ", cycle.plugins()) + " contradict each other at the "
                + cycle.kind() + " " + cycle.hook() + "; among themselves they run by priority").collect(Collectors.joining());
    }

    private static String reports(List<HandlerReport> reports) {
        if (reports.isEmpty()) {
            return "no active plugin listens to this hook";
        }
        Table table = new Table("PLUGIN", "HANDLER", "ENDING", "FUEL", "TIME", "DETAIL");
        for (HandlerReport report : reports) {
            table.row(report.plugin().slug(), report.handler(), report.ending(), report.usage().fuel().units(),
                    report.time().toNanos() / 1_000 + " us", report.detail());
        }
        return table.toString();
    }
}
