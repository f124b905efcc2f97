package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.ingress.websocket.WebSocketCounters;
import dev.tollgate.ingress.websocket.WebSocketView;
import dev.tollgate.ingress.websocket.WebSockets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows, in the shell, how the connections are. */
@Component(service = WebSocketCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=websockets"})
public final class WebSocketCommands {
    private static final String ROW = "%-20s  %-20s  %-10s  %-20s  %8s  %8s  %8s  %8s  %s%n";

    private final WebSockets webSockets;

    @Activate
    public WebSocketCommands(@Reference WebSockets webSockets) {
        this.webSockets = webSockets;
    }

    @Descriptor("lists the WebSocket connections, and what went through them since this node started")
    public String websockets() {
        List<WebSocketView> all = webSockets.list();
        return all.isEmpty() ? "no WebSocket connection is configured" : String.format(ROW, "NAME", "PLUGIN", "STATE", "SINCE", "RECEIVED", "DROPPED",
                "SENT", "UNSENT", "WHY") + all.stream().map(WebSocketCommands::row).collect(Collectors.joining()).stripTrailing();
    }

    @Descriptor("shows one WebSocket connection in full")
    public String websockets(@Descriptor("its name") String name) {
        return webSockets.get(name).map(view -> {
            WebSocketCounters counters = view.counters();
            return String.join("\n", view.name() + " to " + view.address(), "for " + view.slug() + " by " + view.ingress(),
                    view.state() + " since " + view.since() + view.until().map(until -> ", tried again at " + until).orElse("")
                            + view.reason().map(reason -> ": " + reason).orElse(""),
                    "received " + counters.received() + ", dropped " + counters.dropped() + ", binary " + counters.binary(),
                    "sent " + counters.sent() + ", unsent " + counters.unsent(),
                    "openings " + counters.openings() + ", reconnects " + counters.reconnects(),
                    "last error: " + view.lastError().orElse("none"));
        }).orElse("error: no WebSocket connection of that name is configured; tollgate:websockets lists them");
    }

    private static String row(WebSocketView view) {
        WebSocketCounters counters = view.counters();
        return String.format(ROW, view.name(), view.slug(), view.state(), view.since().truncatedTo(ChronoUnit.SECONDS),
                counters.received(), counters.dropped(), counters.sent(), counters.unsent(), view.reason().or(view::lastError).orElse(""));
    }
}
