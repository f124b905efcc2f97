package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Calls hooks from the shell, and shows what each handler did and used. */
@Component(service = HookCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=filter",
    "osgi.command.function=action"})
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

    private static String reports(List<HandlerReport> reports) {
        if (reports.isEmpty()) {
            return "no active plugin listens to this hook";
        }
        Table table = new Table("PLUGIN", "HANDLER", "ENDING", "FUEL", "TIME", "DETAIL");
        for (HandlerReport report : reports) {
            table.row(report.plugin().slug(), report.handler(), report.ending(), report.usage().fuel().units(),
                    report.usage().time().toNanos() / 1_000 + " us", report.detail());
        }
        return table.toString();
    }
}
