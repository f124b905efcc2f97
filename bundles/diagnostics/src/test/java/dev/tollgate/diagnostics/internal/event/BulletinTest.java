package dev.tollgate.diagnostics.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.jobs.DeadLetter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.HostEvent.BreakerMove;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;

class BulletinTest {
    private static final Instant AT = Instant.ofEpochMilli(1_000);
    private static final PluginId SHOP = new PluginId("shop", "1.2.0", Digest.of(new byte[0]));

    @Test
    void aPluginsLifeIsATopicForEachKind() {
        for (PluginEvent.Kind kind : PluginEvent.Kind.values()) {
            Event event = event(new HostEvent.Catalogued(new PluginEvent(SHOP, kind, "ann", "it was 1.1.0", AT)));
            assertThat(event.getTopic()).isEqualTo("dev/tollgate/plugin/" + kind);
            assertThat(properties(event)).isEqualTo(Map.of("plugin", "shop", "version", "1.2.0", "digest", SHOP.digest().hex(), "by", "ann",
                    "detail", "it was 1.1.0", "timestamp", 1_000L));
        }
    }

    @Test
    void aTripSaysWhichLimitAndWhere() {
        Event event = event(new HostEvent.Tripped(new Trip(Limit.FUEL, 10, 11, SHOP, "on_content", "r-1", List.of("loop", "on_content"), AT)));
        assertThat(event.getTopic()).isEqualTo("dev/tollgate/plugin/trip");
        assertThat(properties(event)).containsAllEntriesOf(Map.of("plugin", "shop", "limit", "FUEL", "unit", "units", "allowed", 10L, "used", 11L,
                "handler", "on_content", "requestId", "r-1", "frame", "loop"));
    }

    @Test
    void aDecisionSaysWhetherTheGateIsOpenAndWhatItWas() {
        Event granted = event(new HostEvent.Decided(new GrantDecision(SHOP, "kv", Optional.empty(), Optional.of("{}"), "ann", AT)));
        assertThat(granted.getTopic()).isEqualTo("dev/tollgate/plugin/grant");
        assertThat(properties(granted)).containsEntry("decision", "granted").containsEntry("after", "{}").doesNotContainKey("before");
        Event denied = event(new HostEvent.Decided(new GrantDecision(SHOP, "kv", Optional.of("{}"), Optional.empty(), "ann", AT)));
        assertThat(properties(denied)).containsEntry("decision", "denied").containsEntry("before", "{}").doesNotContainKey("after");
    }

    @Test
    void breakersServicesAndGatesHaveTopicsOfTheirOwn() {
        assertThat(event(new HostEvent.BreakerMoved("shop", BreakerMove.DEGRADED, "host", "why", AT)).getTopic())
                .isEqualTo("dev/tollgate/breaker/DEGRADED");
        assertThat(event(new HostEvent.GateMoved("tollgate:kv@1", Optional.of("com.example.kv"), AT)).getTopic())
                .isEqualTo("dev/tollgate/capability/PROVIDED");
        assertThat(event(new HostEvent.GateMoved("tollgate:kv@1", Optional.empty(), AT)).getTopic()).isEqualTo("dev/tollgate/capability/GONE");
        assertThat(Arrays.stream(ServiceState.values()).map(state -> Bulletin.of(new HostEvent.ServiceMoved(SHOP, state, Optional.empty(), AT)))
                .flatMap(Optional::stream).map(Event::getTopic))
                .containsExactly("dev/tollgate/service/STARTED", "dev/tollgate/service/STOPPED", "dev/tollgate/service/FAILED");
    }

    @Test
    void aDeadJobNamesItsPluginWhereItHasOne() {
        assertThat(properties(dead("plugins", "plugin:shop:mail", "shop"))).containsEntry("plugin", "shop").containsEntry("attempts", 3L);
        assertThat(properties(dead("ingress", "event", "shop/events"))).containsEntry("plugin", "shop");
        assertThat(properties(dead("plugins", "plugin:shopping:mail", "shop"))).doesNotContainKey("plugin");
        assertThat(properties(dead("reports", "nightly", "com.example.reports"))).doesNotContainKey("plugin");
    }

    @Test
    void a61WhatAGuestWroteIsPlainTextOfBoundedLength() {
        String nasty = "a\r\nb\u001b[31m\u202e\"}" + "x".repeat(1_048_576);
        Event trip = event(new HostEvent.Tripped(new Trip(Limit.FUEL, 1, 2, SHOP, nasty, nasty, List.of(nasty), AT)));
        Event letter = Bulletin.of(new DeadLetter(new JobId("01890a5d-ac96-774b-bcce-b302099a8057"), nasty, nasty, nasty, 1, nasty, AT));
        Event moved = event(new HostEvent.ServiceMoved(SHOP, ServiceState.FAILED, Optional.of(nasty), AT));
        for (Event event : List.of(trip, letter, moved)) {
            assertThat(properties(event).values()).allSatisfy(value -> {
                assertThat(value).isInstanceOfAny(String.class, Long.class);
                assertThat(value.toString()).hasSizeLessThanOrEqualTo(Bulletin.LONGEST).matches("[\\x20-\\x7e]*");
            });
        }
        assertThat(letter.getProperty("detail").toString()).startsWith("a\\u000d\\u000ab\\u001b[31m\\u202e");
    }

    private static Event dead(String queue, String type, String group) {
        return Bulletin.of(new DeadLetter(new JobId("01890a5d-ac96-774b-bcce-b302099a8057"), queue, type, group, 3, "why", AT));
    }

    private static Event event(HostEvent event) {
        return Bulletin.of(event).orElseThrow();
    }

    private static Map<String, Object> properties(Event event) {
        Map<String, Object> properties = new TreeMap<>();
        for (String name : event.getPropertyNames()) {
            if (!name.equals("event.topics")) {
                properties.put(name, event.getProperty(name));
            }
        }
        return properties;
    }
}
