package dev.tollgate.diagnostics.internal.event;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.jobs.DeadLetter;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.limits.Trip;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.event.Event;

/** An event's topic and properties: strings and longs only. What a guest may have written is plain text of bounded length. */
final class Bulletin {
    static final String ROOT = "dev/tollgate/";
    static final int LONGEST = 500;
    private static final String PLUGIN_JOB = "plugin:";
    private static final String EVENTS = "/events";

    private final String topic;
    private final Map<String, Object> properties = new TreeMap<>();

    private Bulletin(String topic, Instant at) {
        this.topic = ROOT + topic;
        properties.put("timestamp", at.toEpochMilli());
    }

    /** Empty for what is only a step on the way to something that is told. */
    static Optional<Event> of(HostEvent event) {
        // Java 17 has no switch over sealed types yet.
        if (event instanceof HostEvent.Catalogued catalogued) {
            return Optional.of(plugin(catalogued.event()).event());
        }
        if (event instanceof HostEvent.Tripped tripped) {
            return Optional.of(trip(tripped.trip()).event());
        }
        if (event instanceof HostEvent.Decided decided) {
            return Optional.of(grant(decided.decision()).event());
        }
        if (event instanceof HostEvent.BreakerMoved breaker) {
            return Optional.of(new Bulletin("breaker/" + breaker.move(), breaker.at()).text("plugin", breaker.slug())
                    .text("by", breaker.by()).text("detail", breaker.detail()).event());
        }
        if (event instanceof HostEvent.ServiceMoved service) {
            return service(service).map(Bulletin::event);
        }
        HostEvent.GateMoved gate = (HostEvent.GateMoved) event;
        return Optional.of(new Bulletin("capability/" + (gate.provider().isPresent() ? "PROVIDED" : "GONE"), gate.at())
                .text("capability", gate.gate()).text("provider", gate.provider()).event());
    }

    static Event of(DeadLetter letter) {
        return new Bulletin("job/DEAD", letter.at()).text("plugin", owner(letter)).text("job", letter.id().value()).text("queue", letter.queue())
                .text("type", letter.type()).text("group", letter.group()).number("attempts", letter.attempts()).text("detail", letter.reason())
                .event();
    }

    private static Bulletin plugin(PluginEvent event) {
        return new Bulletin("plugin/" + event.kind(), event.at()).id(event.plugin()).text("by", event.by()).text("detail", event.detail());
    }

    private static Bulletin trip(Trip trip) {
        return new Bulletin("plugin/trip", trip.at()).id(trip.plugin()).text("limit", trip.limit().name()).text("unit", trip.limit().unit())
                .number("allowed", trip.allowed()).number("used", trip.used()).text("handler", trip.handler())
                .text("requestId", trip.requestId()).text("frame", trip.stack().stream().findFirst()).text("detail", trip.toString());
    }

    private static Bulletin grant(GrantDecision decision) {
        return new Bulletin("plugin/grant", decision.decidedAt()).id(decision.plugin()).text("capability", decision.capability())
                .text("decision", decision.after().isPresent() ? "granted" : "denied").text("before", decision.before())
                .text("after", decision.after()).text("by", decision.decidedBy());
    }

    private static Optional<Bulletin> service(HostEvent.ServiceMoved moved) {
        Optional<String> what = switch (moved.state()) {
            case RUNNING -> Optional.of("STARTED");
            case FAILED, STOPPED -> Optional.of(moved.state().name());
            case READY, STARTING, STOPPING -> Optional.empty();
        };
        return what.map(topic -> new Bulletin("service/" + topic, moved.at()).id(moved.plugin()).text("detail", moved.reason()));
    }

    /** Whose job it is, where it is a plugin's: one that it enqueued, or an event of its service. */
    private static Optional<String> owner(DeadLetter letter) {
        if (letter.group().endsWith(EVENTS)) {
            return Optional.of(letter.group().substring(0, letter.group().length() - EVENTS.length()));
        }
        return Optional.of(letter.group()).filter(group -> letter.type().startsWith(PLUGIN_JOB + group + ":"));
    }

    private Bulletin id(PluginId plugin) {
        return text("plugin", plugin.slug()).text("version", plugin.version()).text("digest", plugin.digest().hex());
    }

    private Bulletin text(String key, Optional<String> value) {
        return value.map(text -> text(key, text)).orElse(this);
    }

    private Bulletin text(String key, String value) {
        properties.put(key, PlainText.of(value, LONGEST));
        return this;
    }

    private Bulletin number(String key, long value) {
        properties.put(key, value);
        return this;
    }

    private Event event() {
        return new Event(topic, properties);
    }
}
