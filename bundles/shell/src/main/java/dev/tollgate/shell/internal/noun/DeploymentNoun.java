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
            Column.text("VERSION", "plugin/version"), Column.text("WHY", "why"));

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
                    ? "no plugin came with a file; put a package into the folder deploy/" : LIST.of(Doc.nodes(files.stream().map(DeploymentNoun::row).toList())));
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
        Page page = new Page().line("file", file.file()).line("state", Doc.name(file.state()).toUpperCase(Locale.ROOT) + " since " + file.since())
                .line("plugin", file.plugin().map(PluginId::toString).orElse("not known"));
        file.details().forEach(detail -> page.line("why", detail));
        return page;
    }

    private static Doc of(Deployment file) {
        return new Doc().put("file", file.file()).put("state", file.state()).put("plugin", file.plugin()).put("since", file.since())
                .put("details", file.details());
    }

    private static Doc row(Deployment file) {
        int more = file.details().size() - 1;
        return of(file).put("why", file.details().stream().findFirst().map(first -> (more > 0 ? "(1 of " + (more + 1) + ") " : "") + first));
    }
}
