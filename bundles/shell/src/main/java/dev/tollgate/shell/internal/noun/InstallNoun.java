package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Installs, switches and removes plugins. */
@Component
@Command(name = Noun.SCOPE)
public final class InstallNoun implements Noun {
    private final Plugins plugins;
    private final Known known;

    @Activate
    public InstallNoun(@Reference Plugins plugins) {
        this.plugins = plugins;
        this.known = new Known(plugins);
    }

    @Command(name = "install", description = "installs a plugin package, or a folder with plugin.yaml and its module; activates nothing")
    public Act install(@Parameters(paramLabel = "PATH", description = "of a .tgp file or a folder, on the server") Path path) {
        return caller -> {
            PluginId id = plugins.install(PackageFile.content(path), caller.name());
            PluginView view = known.plugin(id.slug());
            Page page = new Page().text("installed " + id);
            if (!view.current().equals(id)) {
                page.text(view.current() + " stays " + view.state() + "; tollgate:activate " + id.slug() + " switches to " + id.version());
            } else if (view.capabilities().isEmpty()) {
                page.text("it asks for no capability; tollgate:activate " + id.slug() + " starts it");
            } else {
                page.table(PluginData.CAPABILITIES, view.capabilities().stream().map(PluginData::of).toList());
            }
            return Answer.page(Doc.of(id).put("current", view.current()).put("state", view.state())
                    .put("capabilities", plugins.capabilities(id).stream().map(PluginData::of).toList()), page);
        };
    }

    @Command(name = "update", description = "installs a newer package of a plugin that is there, and activates it")
    public Act update(@Parameters(paramLabel = "PATH", description = "of a .tgp file or a folder, on the server") Path path) {
        return caller -> {
            PluginId id = plugins.install(PackageFile.content(path), caller.name());
            if (known.plugin(id.slug()).versions().size() == 1) {
                throw new PluginException(id + " is installed and not activated, as no version of it was there to be updated; decide about what"
                        + " tollgate:show " + id.slug() + " lists, then tollgate:activate " + id.slug());
            }
            try {
                return became(plugins.activate(id.slug(), Optional.of(id.version()), caller.name()));
            } catch (PluginException refused) {
                throw new PluginException(id + " is installed and not active: " + refused.getMessage() + "; tollgate:grants --diff " + id.slug()
                        + " shows what is asked beyond what is granted", refused);
            }
        };
    }

    @Command(name = "activate", description = "activates a version, without one that which was installed last")
    public Act activate(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "the version") String version,
            @Option(names = "--downgrade", description = "also where it is older than the current one") boolean downgrade) {
        return caller -> {
            known.plugin(slug);
            if (downgrade && version == null) {
                throw new PluginException("say which older version: tollgate:versions " + slug + " lists them");
            }
            return became(downgrade ? plugins.downgrade(slug, version, caller.name()) : plugins.activate(slug, Optional.ofNullable(version), caller.name()));
        };
    }

    @Command(name = "deactivate", description = "deactivates a plugin; what runs ends, and nothing new begins")
    public Act deactivate(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            known.plugin(slug);
            return became(plugins.deactivate(slug, caller.name()));
        };
    }

    @Command(name = "remove", description = "removes a plugin with all its versions, grants, jobs and trips")
    public Act remove(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            PluginId id = known.plugin(slug).current();
            plugins.remove(slug, caller.name());
            return Answer.said(Doc.of(id), slug + " was removed");
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

    static Answer became(PluginView view) {
        return Answer.said(Doc.of(view.current()).put("state", view.state()).put("reason", view.reason()),
                view.current() + " is " + view.state() + view.reason().map(reason -> ": " + reason).orElse(""));
    }
}
