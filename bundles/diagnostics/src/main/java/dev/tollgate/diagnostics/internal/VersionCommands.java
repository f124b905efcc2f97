package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows a plugin's versions and what became of it, and goes back, from the shell. */
@Component(service = VersionCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=versions",
    "osgi.command.function=history", "osgi.command.function=rollback", "osgi.command.function=retire"})
public final class VersionCommands {
    private static final int SHOWN = 20;

    private final Plugins plugins;

    @Activate
    public VersionCommands(@Reference Plugins plugins) {
        this.plugins = plugins;
    }

    @Descriptor("lists a plugin's versions, newest installation first")
    public String versions(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            Table table = new Table("VERSION", "DIGEST", "PLACE", "INSTALLED", "BY", "SIGNED BY");
            for (VersionView version : installed(slug)) {
                table.row(version.id().version(), version.id().digest().brief(), version.place().name().toLowerCase(Locale.ROOT),
                        version.installedAt(), PlainText.of(version.installedBy()),
                        version.signer().map(signer -> PlainText.of(signer.publisher())).orElse("nobody"));
            }
            return table.toString();
        });
    }

    @Descriptor("shows the last 20 things that became of a plugin, newest first")
    public String history(@Descriptor("the plugin's slug") String slug) {
        return history(slug, SHOWN);
    }

    @Descriptor("shows what became of a plugin, newest first")
    public String history(@Descriptor("the plugin's slug") String slug, @Descriptor("how many of them at most") int most) {
        return Answer.of(() -> {
            if (most < 1) {
                throw new PluginException("at least 1 is shown, not " + most);
            }
            List<PluginEvent> events = plugins.history(slug, most);
            if (events.isEmpty()) {
                throw new PluginException("no plugin " + PlainText.of(slug) + " was ever installed, or nothing of it is kept any more");
            }
            Table table = new Table("WHEN", "WHAT", "VERSION", "DIGEST", "WHO", "DETAIL");
            for (PluginEvent event : events) {
                table.row(event.at(), event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), event.plugin().version(),
                        event.plugin().digest().brief(), PlainText.of(event.by()), PlainText.of(event.detail()));
            }
            return table.toString();
        });
    }

    @Descriptor("activates the version that was active before the current one; asked again it goes forward again")
    public String rollback(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            PluginView view = plugins.rollback(slug, PluginCommands.BY);
            return view.current() + " is " + view.state() + view.reason().map(reason -> ": " + reason).orElse("");
        });
    }

    @Descriptor("takes a version out of the catalogue")
    public String retire(@Descriptor("the plugin's slug") String slug, @Descriptor("the version") String version) {
        return retire(slug, version, "");
    }

    @Descriptor("takes a version out of the catalogue, of several with other content the one with this digest")
    public String retire(@Descriptor("the plugin's slug") String slug, @Descriptor("the version") String version,
            @Descriptor("the digest, or how it begins") String digest) {
        return Answer.of(() -> {
            List<PluginId> meant = installed(slug).stream().map(VersionView::id)
                    .filter(id -> id.version().equals(version) && id.digest().hex().startsWith(digest)).toList();
            if (meant.size() != 1) {
                throw new PluginException(slug + " " + version + (meant.isEmpty() ? " is not installed" : " has several contents, name the digest")
                        + ": tollgate:versions " + slug + " shows what there is");
            }
            plugins.retire(meant.get(0), PluginCommands.BY);
            return meant.get(0) + " was taken out of the catalogue";
        });
    }

    private List<VersionView> installed(String slug) {
        List<VersionView> versions = plugins.versions(slug);
        if (versions.isEmpty()) {
            throw new PluginException(slug + " is not installed; tollgate:list names what is");
        }
        return versions;
    }
}
