package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.PluginId;
import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployments;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how the files stand that bring plugins. */
@Component
@Command(name = Noun.SCOPE + "deployments", description = "shows the files that bring plugins, and what is wrong with those that are refused")
public final class DeploymentNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("FILE", "file"), Column.state("STATE", "state"), Column.text("PLUGIN", "plugin/slug"),
            Column.text("VERSION", "plugin/version"), Column.time("SINCE", "since"));
    private static final int SHOWN = 3;

    private final Deployments deployments;

    @Activate
    public DeploymentNoun(@Reference Deployments deployments) {
        this.deployments = deployments;
    }

    @Command(name = "list", description = "lists the files that bring plugins to this node, and how far each came")
    public Act list() {
        return caller -> {
            List<Deployment> files = deployments.list();
            return new Answer(Doc.array(files.stream().map(DeploymentNoun::of).toList()), () -> files.isEmpty()
                    ? "no plugin came with a file; put a package into the folder deploy/" : text(files));
        };
    }

    @Command(name = "show", description = "shows how one file stands, with every violation where it is refused")
    public Act show(@Parameters(paramLabel = "FILE", description = "its name in the folder") String name) {
        return caller -> {
            Deployment file = deployments.list().stream().filter(each -> each.file().equals(name)).findFirst().orElseThrow(() ->
                    new IllegalArgumentException("there is no such file, or it brings no plugin; tollgate:deployments lists those that do"));
            return Answer.page(of(file), page(file));
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("FILE") ? deployments.list().stream().map(Deployment::file).toList() : List.of();
    }

    private static Page page(Deployment file) {
        Page page = new Page().line("file", file.file()).line("state", Doc.name(file.state()).toUpperCase(Locale.ROOT) + " since " + file.since().truncatedTo(ChronoUnit.SECONDS))
                .line("plugin", file.plugin().map(PluginId::toString).orElse("not known"));
        file.details().forEach(detail -> page.line("why", detail));
        return page;
    }

    private static Doc of(Deployment file) {
        return new Doc().put("file", file.file()).put("state", file.state()).put("plugin", file.plugin()).put("since", file.since())
                .put("details", file.details());
    }

    /** Why a file stands as it does is said below the table, as it says what to do. */
    private static String text(List<Deployment> files) {
        Page page = new Page();
        for (Deployment file : files) {
            List<String> details = file.details();
            details.stream().limit(SHOWN).forEach(detail -> page.text(file.file() + ": " + detail));
            if (details.size() > SHOWN) {
                page.text(file.file() + ": and " + (details.size() - SHOWN) + " more; tollgate:deployments show " + file.file() + " has all of them");
            }
        }
        String details = page.toString();
        return LIST.of(Doc.nodes(files.stream().map(DeploymentNoun::of).toList())) + (details.isEmpty() ? "" : "\n\n" + details);
    }
}
