package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.Services;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Offers events to services, and sees to those that ended badly. */
@Component
@Command(name = Noun.SCOPE + "events", description = "offers events to services, and sees to those that ended badly")
public final class EventNoun implements Noun {
    private static final int SHOWN = 50;
    private static final Table DEAD = Table.of(Column.id("ID", "id"), Column.time("ENDED", "at"), Column.text("SOURCE", "source"),
            Column.text("INGRESS", "ingress"), Column.text("KIND", "kind"), Column.id("RESULT", "result"), Column.text("REASON", "detail"));

    private final Ingress ingress;
    private final Services services;
    private final InstantSource clock;

    @Activate
    public EventNoun(@Reference Ingress ingress, @Reference Services services) {
        this(ingress, services, InstantSource.system());
    }

    private EventNoun(Ingress ingress, Services services, InstantSource clock) {
        this.ingress = ingress;
        this.services = services;
        this.clock = clock;
    }

    static EventNoun of(Ingress ingress, Services services, InstantSource clock) {
        return new EventNoun(ingress, services, clock);
    }

    @Command(name = "list", description = "lists the newest events of a service that ended badly")
    public Act list(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug) {
        return caller -> Answer.rows(DEAD, services.dead(slug).stream().limit(SHOWN).map(EventNoun::of).toList(), "no event of " + slug + " ended badly");
    }

    @Command(name = "offer", description = "offers an event to a service")
    public Act offer(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug,
            @Parameters(paramLabel = "INGRESS", description = "which of the plugin's ingresses") String name,
            @Parameters(paramLabel = "KIND", description = "the kind of the event") String kind,
            @Parameters(paramLabel = "TEXT", description = "its payload") String text) {
        return caller -> told(ingress.offer(IngressEvent.of(slug, caller.name(), name, kind, text.getBytes(StandardCharsets.UTF_8), clock.instant())));
    }

    @Command(name = "replay", description = "offers an event that ended badly again, as a first attempt")
    public Act replay(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug,
            @Parameters(paramLabel = "EVENT", description = "the event's id") String id) {
        return caller -> told(services.replay(slug, id, caller.name()).orElseThrow(() -> unknown(slug, id)));
    }

    @Command(name = "discard", description = "drops an event that ended badly")
    public Act discard(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug,
            @Parameters(paramLabel = "EVENT", description = "the event's id") String id) {
        return caller -> {
            if (!services.discard(slug, id, caller.name())) {
                throw unknown(slug, id);
            }
            return Answer.said(new Doc().put("slug", slug).put("id", id), id + " is discarded");
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SERVICE" -> services.list().stream().map(view -> view.plugin().slug()).toList();
            case "EVENT" -> services.dead(before.get(0)).stream().map(DeadEvent::id).toList();
            default -> List.of();
        };
    }

    private static PluginException unknown(String slug, String id) {
        return new PluginException("there is no dead event " + id + " of " + slug + "; tollgate:events list " + slug + " lists them");
    }

    private static Doc of(DeadEvent dead) {
        IngressEvent event = dead.event();
        return new Doc().put("id", dead.id()).put("at", dead.at()).put("source", event.source()).put("ingress", event.ingress())
                .put("kind", event.kind()).put("bytes", event.payload().length).put("attempt", event.attempt())
                .put("correlationId", event.correlationId()).put("result", dead.result().status()).put("detail", dead.result().detail());
    }

    /** What is refused is an answer too: a program tells the one from the other by {@code accepted}. */
    private static Answer told(Offer offer) {
        IngressResult result = offer.result();
        String field = result.field().map(wrong -> " (" + Doc.name(wrong) + ")").orElse("");
        return Answer.page(new Doc().put("accepted", offer.accepted()).put("result", result.status()).put("field", result.field())
                .put("detail", result.detail()), new Page().text(offer.accepted() ? "accepted" : Doc.name(result.status()) + field + ": " + result.detail()));
    }
}
