package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides what plugins may use. */
@Component
@Command(name = Noun.SCOPE)
public final class GrantNoun implements Noun {
    private static final Table DECISIONS = Table.of(Column.time("WHEN", "at"), Column.text("WHO", "by"), Column.id("VERSION", "version"),
            Column.id("CAPABILITY", "capability"), Column.text("BEFORE", "before"), Column.text("AFTER", "after"));
    private static final Table BEYOND = Table.of(Column.id("CAPABILITY", "name"), Column.text("NEED", "need"), Column.text("DECISION", "decision"),
            Column.text("ASKED", "asked"), Column.text("GRANTED", "granted"));

    private final Plugins plugins;
    private final Grants grants;
    private final Known known;

    @Activate
    public GrantNoun(@Reference Plugins plugins, @Reference Grants grants) {
        this.plugins = plugins;
        this.grants = grants;
        this.known = new Known(plugins);
    }

    @Command(name = "grant", description = "grants a capability to the version that was installed last, as far as it asks or less far")
    public Act grant(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "CAPABILITY", description = "the capability") String capability,
            @Parameters(paramLabel = "SCOPE", arity = "0..1", description = "less than it asks: a JSON object in single quotes,"
                    + " such as '{\"hosts\":[\"api.example.com\"]}'") String scope,
            @Option(names = "--digest", paramLabel = "DIGEST", description = "to this very content, of any version: the whole digest") String digest) {
        return caller -> {
            PluginId id = digest == null ? latest(slug) : installed(slug, new Digest(digest));
            if (scope == null) {
                grants.grant(id, capability, caller.name());
            } else {
                grants.grant(id, capability, scope, caller.name());
            }
            CapabilityStatus now = plugins.capabilities(id).stream().filter(each -> each.name().equals(capability)).findFirst().orElseThrow();
            return Answer.said(Doc.of(id).put("capability", PluginData.of(now)), id + " is granted " + capability
                    + now.granted().map(granted -> " " + granted).orElse(""));
        };
    }

    @Command(name = "revoke", description = "closes a capability to the version that was installed last and to the current one, or decides that it stays closed")
    public Act revoke(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "CAPABILITY", description = "the capability") String capability) {
        return caller -> {
            List<PluginId> concerned = Stream.of(latest(slug), known.plugin(slug).current()).distinct()
                    .filter(id -> id.equals(latest(slug)) || plugins.capabilities(id).stream().anyMatch(each -> each.name().equals(capability))).toList();
            concerned.forEach(id -> grants.deny(id, capability, caller.name()));
            return new Answer(Doc.array(concerned.stream().map(id -> Doc.of(id).put("capability", capability).put("decision", Decision.DENIED)).toList()),
                    () -> concerned.stream().map(id -> id + " is denied " + capability).collect(Collectors.joining("\n")));
        };
    }

    @Command(name = "grants", description = "lists the decisions about a plugin, newest first")
    public Act grants(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Option(names = "--diff", description = "shows instead what the version that was installed last asks for beyond what it is granted") boolean diff) {
        return caller -> diff ? diff(slug) : Answer.rows(DECISIONS, grants.decisions(slug).stream().map(decision -> new Doc()
                .put("at", decision.decidedAt()).put("by", decision.decidedBy()).put("version", decision.plugin().version())
                .put("digest", decision.plugin().digest().hex()).put("capability", decision.capability())
                .put("before", decision.before().orElse("closed")).put("after", decision.after().orElse("closed"))).toList(),
                "nobody decided anything about " + slug);
    }

    private Answer diff(String slug) {
        PluginId id = latest(slug);
        List<CapabilityStatus> beyond = plugins.capabilities(id).stream()
                .filter(each -> each.decision() != Decision.GRANTED || !each.granted().equals(Optional.of(each.asked()))).toList();
        List<Doc> rows = beyond.stream().map(PluginData::of).toList();
        if (beyond.isEmpty()) {
            return new Answer(Doc.array(rows), () -> id + " asks for nothing beyond what it is granted");
        }
        Page page = new Page().text(id + " asks for more than it is granted:").table(BEYOND, rows);
        beyond.forEach(each -> each.change().ifPresent(change -> page.line(each.name() + ":", change)));
        return new Answer(Doc.array(rows), page::toString);
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "CAPABILITY" -> plugins.get(before.get(0)).stream().flatMap(plugin -> plugins.capabilities(plugin.versions().get(0)).stream())
                    .map(CapabilityStatus::name).toList();
            default -> List.of();
        };
    }

    private PluginId latest(String slug) {
        return known.plugin(slug).versions().get(0);
    }

    private PluginId installed(String slug, Digest digest) {
        return known.plugin(slug).versions().stream().filter(id -> id.digest().equals(digest)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("no version of " + slug + " has this digest; tollgate:versions " + slug + " --json shows what there is"));
    }
}
