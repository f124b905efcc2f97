package dev.tollgate.shell.internal.noun;

import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.lifecycle.LimitsStatus;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows plugins. */
@Component
@Command(name = Noun.SCOPE)
public final class PluginNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("PLUGIN", "slug"), Column.id("VERSION", "version"), Column.state("STATE", "state"),
            Column.text("UNDECIDED", "undecided"), Column.text("REASON", "reason"));

    private final Plugins plugins;
    private final PluginSchedules schedules;
    private final Known known;

    @Activate
    public PluginNoun(@Reference Plugins plugins, @Reference PluginSchedules schedules) {
        this.plugins = plugins;
        this.schedules = schedules;
        this.known = new Known(plugins);
    }

    @Command(name = "list", description = "lists all plugins")
    public Act list() {
        return caller -> Answer.rows(LIST, plugins.list().stream().map(plugin -> Doc.of(plugin.current()).put("state", plugin.state())
                .put("undecided", plugin.capabilities().stream().filter(each -> each.decision().name().equals("UNDECIDED")).map(each -> each.name()).toList())
                .put("reason", plugin.reason())).toList(), "no plugin is installed; tollgate:install PATH installs one");
    }

    @Command(name = "show", description = "shows a plugin: state, breaker, versions, code, schedules that are left out, capabilities")
    public Act show(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            PluginView plugin = known.plugin(slug);
            Page page = new Page().line("plugin", plugin.current().slug() + " " + plugin.current().version()).line("name", plugin.name())
                    .line("state", plugin.state()).line("reason", plugin.reason()).line("breaker", PluginData.text(plugin.breaker()))
                    .line("digest", plugin.current().digest().hex())
                    .line("versions", String.join(", ", plugin.versions().stream().map(id -> id.version()).toList()))
                    .block("code", plugin.code().map(PluginData::text).orElse(""));
            ScheduleData.leftOut(page, schedules.report(slug));
            if (plugin.capabilities().isEmpty()) {
                page.text("it asks for no capability");
            } else {
                page.table(PluginData.CAPABILITIES, plugin.capabilities().stream().map(PluginData::of).toList());
                plugin.capabilities().forEach(each -> each.change().ifPresent(change -> page.line(each.name() + ":", change)));
            }
            return Answer.page(PluginData.of(plugin).put("leftOut", ScheduleData.of(schedules.report(slug))), page);
        };
    }

    @Command(name = "limits", description = "shows a plugin's limits: what it asks for, what the operator allows, what is in force")
    public Act limits(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            PluginView plugin = known.plugin(slug);
            Page page = new Page();
            List<Doc> rows = new ArrayList<>();
            for (LimitsStatus limits : plugin.limits()) {
                page.text(Doc.name(limits.use())).table(PluginData.LIMITS, PluginData.of(limits)).text("");
                PluginData.of(limits).forEach(row -> rows.add(row.put("use", limits.use())));
            }
            return new Answer(Doc.array(rows), () -> page.toString().stripTrailing());
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("SLUG") ? known.slugs() : List.of();
    }
}
