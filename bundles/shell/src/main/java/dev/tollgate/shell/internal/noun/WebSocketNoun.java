package dev.tollgate.shell.internal.noun;

import dev.tollgate.ingress.websocket.WebSocketCounters;
import dev.tollgate.ingress.websocket.WebSocketView;
import dev.tollgate.ingress.websocket.WebSockets;
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

/** Shows how the WebSocket connections are. */
@Component
@Command(name = Noun.SCOPE + "websockets", description = "shows the WebSocket connections, and what went through them")
public final class WebSocketNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("NAME", "name"), Column.id("PLUGIN", "slug"), Column.state("STATE", "state"),
            Column.number("RECEIVED", "received"), Column.number("DROPPED", "dropped"), Column.number("SENT", "sent"), Column.text("WHY", "why"));

    private final WebSockets webSockets;

    @Activate
    public WebSocketNoun(@Reference WebSockets webSockets) {
        this.webSockets = webSockets;
    }

    @Command(name = "list", description = "lists the WebSocket connections, and what went through them since this node started")
    public Act list() {
        return caller -> Answer.rows(LIST, webSockets.list().stream().map(WebSocketNoun::of).toList(), "no WebSocket connection is configured");
    }

    @Command(name = "show", description = "shows one WebSocket connection in full")
    public Act show(@Parameters(paramLabel = "NAME", description = "its name") String name) {
        return caller -> {
            WebSocketView view = webSockets.get(name).orElseThrow(() -> new IllegalArgumentException(
                    "no WebSocket connection of that name is configured; tollgate:websockets lists them"));
            return Answer.page(of(view), page(view));
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("NAME") ? webSockets.list().stream().map(WebSocketView::name).toList() : List.of();
    }

    private static Page page(WebSocketView view) {
        WebSocketCounters counters = view.counters();
        return new Page().line("name", view.name()).line("address", view.address()).line("for", view.slug() + " by " + view.ingress())
                .line("state", view.state() + " since " + view.since() + view.until().map(until -> ", tried again at " + until).orElse("")
                        + view.reason().map(reason -> ": " + reason).orElse(""))
                .line("received", counters.received() + ", dropped " + counters.dropped() + ", binary " + counters.binary())
                .line("sent", counters.sent() + ", unsent " + counters.unsent())
                .line("openings", counters.openings() + ", reconnects " + counters.reconnects())
                .line("last error", view.lastError().orElse("none"));
    }

    private static Doc of(WebSocketView view) {
        WebSocketCounters counters = view.counters();
        return new Doc().put("name", view.name()).put("address", view.address()).put("slug", view.slug()).put("ingress", view.ingress())
                .put("state", view.state()).put("since", view.since()).put("until", view.until()).put("why", view.reason().or(view::lastError))
                .put("lastError", view.lastError()).put("received", counters.received()).put("binary", counters.binary())
                .put("dropped", counters.dropped()).put("sent", counters.sent()).put("unsent", counters.unsent())
                .put("openings", counters.openings()).put("reconnects", counters.reconnects());
    }
}
