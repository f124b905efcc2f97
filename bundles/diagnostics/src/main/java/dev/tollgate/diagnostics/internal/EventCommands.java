package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.Services;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Offers events to services from the shell, and sees to those that ended badly. */
@Component(service = EventCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=offer",
    "osgi.command.function=deadEvents", "osgi.command.function=replayEvent", "osgi.command.function=discardEvent"})
public final class EventCommands {
    private static final int SHOWN = 50;

    private final Ingress ingress;
    private final Services services;
    private final InstantSource clock;

    @Activate
    public EventCommands(@Reference Ingress ingress, @Reference Services services) {
        this(ingress, services, InstantSource.system());
    }

    EventCommands(Ingress ingress, Services services, InstantSource clock) {
        this.ingress = ingress;
        this.services = services;
        this.clock = clock;
    }

    @Descriptor("offers an event to a service")
    public String offer(@Descriptor("the plugin's slug") String slug, @Descriptor("which of the plugin's ingresses") String name,
            @Descriptor("the kind of the event") String kind, @Descriptor("its payload") String text) {
        return Answer.of(() -> text(ingress.offer(IngressEvent.of(slug, PluginCommands.BY, name, kind, text.getBytes(StandardCharsets.UTF_8),
                clock.instant()))));
    }

    @Descriptor("lists the newest events of a service that ended badly")
    public String deadEvents(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            List<DeadEvent> dead = services.dead(slug);
            Table table = new Table("ID", "ENDED", "SOURCE", "INGRESS", "KIND", "BYTES", "ATTEMPT", "RESULT", "REASON");
            for (DeadEvent each : dead.subList(0, Math.min(dead.size(), SHOWN))) {
                IngressEvent event = each.event();
                table.row(each.id(), each.at(), PlainText.of(event.source()), event.ingress(), PlainText.of(event.kind()), event.payload().length,
                        event.attempt(), ServiceTable.name(each.result().status()), PlainText.of(each.result().detail()));
            }
            return dead.isEmpty() ? "no event of " + slug + " ended badly" : table.toString();
        });
    }

    @Descriptor("offers an event that ended badly again, as a first attempt")
    public String replayEvent(@Descriptor("the plugin's slug") String slug, @Descriptor("the event's id") String id) {
        return Answer.of(() -> text(services.replay(slug, id, PluginCommands.BY).orElseThrow(() -> unknown(slug, id))));
    }

    @Descriptor("drops an event that ended badly")
    public String discardEvent(@Descriptor("the plugin's slug") String slug, @Descriptor("the event's id") String id) {
        return Answer.of(() -> {
            if (!services.discard(slug, id, PluginCommands.BY)) {
                throw unknown(slug, id);
            }
            return id + " is discarded";
        });
    }

    private static PluginException unknown(String slug, String id) {
        return new PluginException("there is no dead event " + id + " of " + slug + "; tollgate:deadEvents " + slug + " lists them");
    }

    private static String text(Offer offer) {
        IngressResult result = offer.result();
        return offer.accepted() ? "accepted" : ServiceTable.name(result.status()) + result.field().map(field -> " (" + ServiceTable.name(field) + ")").orElse("")
                + ": " + PlainText.of(result.detail());
    }
}
