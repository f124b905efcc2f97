package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows and resets breakers. */
@Component
@Command(name = Noun.SCOPE + "breaker", description = "shows a plugin's breaker, or resets it")
public final class BreakerNoun implements Noun {
    private static final Table EVENTS = Table.of(Column.time("WHEN", "at"), Column.state("WHAT", "kind"), Column.text("WHO", "by"),
            Column.text("WHY", "detail"));

    private final Breakers breakers;
    private final Known known;

    @Activate
    public BreakerNoun(@Reference Plugins plugins, @Reference Breakers breakers) {
        this.breakers = breakers;
        this.known = new Known(plugins);
    }

    @Command(name = "show", description = "shows a plugin's breaker, and what it did")
    public Act show(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            known.plugin(slug);
            BreakerStatus status = breakers.status(slug);
            List<Doc> events = breakers.events(slug).stream().map(event -> new Doc().put("at", event.at()).put("kind", event.kind())
                    .put("by", event.by()).put("detail", event.detail())).toList();
            Page page = new Page().text(PluginData.text(status));
            return Answer.page(PluginData.breaker(status).put("events", events), events.isEmpty() ? page : page.table(EVENTS, events));
        };
    }

    @Command(name = "reset", description = "lets a plugin start anew that tripped too often")
    public Act reset(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            known.plugin(slug);
            breakers.reset(slug, caller.name());
            PluginState state = known.plugin(slug).state();
            return Answer.said(new Doc().put("slug", slug).put("state", state), slug + " is reset; it is " + state + switch (state) {
                case ACTIVE, WAITING, DEGRADED, REMOVING -> "";
                case INSTALLED, INACTIVE, FAILED -> ", tollgate:activate " + slug + " starts it";
            });
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("SLUG") ? known.slugs() : List.of();
    }
}
