package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the capabilities: who provides them, who may use them, how they were used. */
@Component
@Command(name = Noun.SCOPE + "capabilities", description = "shows who provides which capability, who may use it, and how it was used")
public final class CapabilityNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("CAPABILITY", "capability"), Column.number("V", "major"), Column.text("PROVIDED BY", "bundle"),
            Column.text("INSIDE", "inside"), Column.text("GRANTED TO", "grantedTo"));
    private static final Table SHOW = Table.of(Column.id("PLUGIN", "slug"), Column.id("VERSION", "version"), Column.text("NEED", "need"),
            Column.text("DECISION", "decision"), Column.text("ASKED", "asked"), Column.text("GRANTED", "granted"));
    private static final Table USED = Table.of(Column.id("GATE", "gate"), Column.number("ANSWERED", "answered"), Column.text("REFUSED", "refused"),
            Column.number("TIME MS", "timeMillis"));

    private final Plugins plugins;
    private final GateRecords records;
    private final Known known;

    @Activate
    public CapabilityNoun(@Reference Plugins plugins, @Reference GateRecords records) {
        this.plugins = plugins;
        this.records = records;
        this.known = new Known(plugins);
    }

    @Command(name = "list", description = "lists the capabilities: which bundle provides each, how many calls are in it, and which plugins it is granted to")
    public Act list() {
        return caller -> {
            List<Doc> rows = new ArrayList<>();
            var missing = new TreeSet<>(names());
            records.providers().forEach(provider -> {
                String name = name(provider.gate());
                missing.remove(name);
                rows.add(new Doc().put("capability", name).put("gate", provider.gate()).put("major", major(provider.gate()))
                        .put("bundle", provider.bundle()).put("inside", provider.inside())
                        .put("grantedTo", grantedTo(name)));
            });
            missing.forEach(name -> rows.add(new Doc().put("capability", name).put("gate", null).put("major", null).put("bundle", null).put("inside", 0)
                    .put("grantedTo", grantedTo(name))));
            return Answer.rows(LIST, rows, "no bundle provides a capability, and no plugin asks for one");
        };
    }

    @Command(name = "show", description = "lists the plugins that ask for a capability, and what was decided about each")
    public Act show(@Parameters(paramLabel = "CAPABILITY", description = "the capability") String capability) {
        return caller -> {
            if (!names().contains(capability)) {
                throw new IllegalArgumentException("no bundle provides this capability, and no plugin asks for it; there is " + String.join(", ", names()));
            }
            List<Doc> rows = new ArrayList<>();
            for (PluginView plugin : plugins.list()) {
                plugin.capabilities().stream().filter(each -> each.name().equals(capability)).forEach(each -> rows.add(Doc.of(plugin.current())
                        .put("need", each.optional() ? "optional" : "required").put("decision", each.decision()).put("asked", each.asked())
                        .put("granted", each.granted())));
            }
            return Answer.rows(SHOW, rows, "no plugin asks for " + capability);
        };
    }

    @Command(name = "used", description = "shows how a plugin's calls of its capabilities ended since this node started")
    public Act used(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            known.plugin(slug);
            return Answer.rows(USED, records.counts(slug).stream().map(count -> new Doc().put("gate", count.gate()).put("answered", count.answered())
                    .put("refused", count.refused()).put("timeMillis", count.time().toMillis())).toList(), slug + " called no capability");
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "CAPABILITY" -> List.copyOf(names());
            default -> List.of();
        };
    }

    private TreeSet<String> names() {
        var names = new TreeSet<String>();
        records.providers().forEach(provider -> names.add(name(provider.gate())));
        plugins.list().forEach(plugin -> plugin.capabilities().forEach(each -> names.add(each.name())));
        return names;
    }

    private List<String> grantedTo(String capability) {
        return plugins.list().stream().filter(plugin -> plugin.capabilities().stream().anyMatch(each -> each.name().equals(capability)
                && each.decision() == CapabilityStatus.Decision.GRANTED)).map(plugin -> plugin.current().slug()).toList();
    }

    private static String major(String gate) {
        return gate.substring(gate.lastIndexOf('@') + 1);
    }

    /** A gate is a capability's at a version: {@code tollgate:kv@1}. */
    private static String name(String gate) {
        int at = gate.lastIndexOf('@');
        return gate.substring(gate.indexOf(':') + 1, at < 0 ? gate.length() : at);
    }
}
