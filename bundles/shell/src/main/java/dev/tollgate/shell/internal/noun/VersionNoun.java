package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Table;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a plugin's versions and what became of it, and takes versions away. */
@Component
@Command(name = Noun.SCOPE)
public final class VersionNoun implements Noun {
    private static final Table VERSIONS = Table.of(Column.id("VERSION", "version"), Column.digest("DIGEST", "digest"), Column.text("PLACE", "place"),
            Column.time("INSTALLED", "installedAt"), Column.text("BY", "installedBy"), Column.text("SIGNED BY", "signedBy"));
    private static final Table HISTORY = Table.of(Column.time("WHEN", "at"), Column.text("WHAT", "kind"), Column.id("VERSION", "version"),
            Column.text("WHO", "by"), Column.text("DETAIL", "detail"));

    private final Plugins plugins;
    private final Known known;

    @Activate
    public VersionNoun(@Reference Plugins plugins) {
        this.plugins = plugins;
        this.known = new Known(plugins);
    }

    @Command(name = "versions", description = "lists a plugin's versions, newest installation first")
    public Act versions(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> Answer.rows(VERSIONS, installed(slug).stream().map(version -> Doc.of(version.id()).put("place", version.place())
                .put("installedAt", version.installedAt()).put("installedBy", version.installedBy())
                .put("signedBy", version.signer().map(signer -> signer.publisher()))).toList(), "");
    }

    @Command(name = "history", description = "shows what became of a plugin, newest first, also of one that was removed")
    public Act history(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "20", description = "how many of them; ${DEFAULT-VALUE}") int most) {
        return caller -> {
            if (most < 1) {
                throw new PluginException("at least 1 is shown, not " + most);
            }
            List<Doc> events = plugins.history(slug, most).stream().map(event -> new Doc().put("at", event.at()).put("kind", event.kind())
                    .put("version", event.plugin().version()).put("digest", event.plugin().digest().hex()).put("by", event.by())
                    .put("detail", event.detail())).toList();
            if (events.isEmpty()) {
                throw new PluginException("no plugin " + slug + " was ever installed, or nothing of it is kept any more");
            }
            return Answer.rows(HISTORY, events, "");
        };
    }

    @Command(name = "rollback", description = "activates the version that was active before the current one; asked again it goes forward again")
    public Act rollback(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            known.plugin(slug);
            PluginView view = plugins.rollback(slug, caller.name());
            return InstallNoun.became(view);
        };
    }

    @Command(name = "retire", description = "takes a version out of the catalogue")
    public Act retire(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "VERSION", description = "the version") String version,
            @Parameters(paramLabel = "DIGEST", arity = "0..1", defaultValue = "",
                    description = "of several with other content, the digest or how it begins") String digest) {
        return caller -> {
            List<PluginId> meant = installed(slug).stream().map(VersionView::id)
                    .filter(id -> id.version().equals(version) && id.digest().hex().startsWith(digest)).toList();
            if (meant.size() != 1) {
                throw new PluginException(slug + " " + version + (meant.isEmpty() ? " is not installed" : " has several contents, name the digest")
                        + ": tollgate:versions " + slug + " shows what there is");
            }
            plugins.retire(meant.get(0), caller.name());
            return Answer.said(Doc.of(meant.get(0)), meant.get(0) + " was taken out of the catalogue");
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "VERSION" -> plugins.versions(before.get(0)).stream().map(version -> version.id().version()).distinct().toList();
            default -> List.of();
        };
    }

    private List<VersionView> installed(String slug) {
        List<VersionView> versions = plugins.versions(slug);
        if (versions.isEmpty()) {
            known.plugin(slug);
        }
        return versions;
    }
}
