package dev.tollgate.diagnostics.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookCycle;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookListener;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.HookPoint;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HookCommandsTest {
    private static final PluginId ACME = new PluginId("acme", "1.2.0", Digest.of(new byte[] {1}));

    private final HookCommands commands = new HookCommands(ScheduleCommandsTest.answering(Hooks.class, (method, arguments) -> switch (method) {
        case "names" -> new TreeSet<>(List.of("saved", "text"));
        case "listeners" -> arguments[0].equals("text") ? List.of(
                new HookListener(ACME, HookKind.FILTER, "on_text", 5, List.of("other", "third"), List.of()),
                new HookListener(ACME, HookKind.ACTION, "told", 10, List.of(), List.of())) : List.of();
        case "point" -> arguments[0].equals("saved") ? Optional.of(HookPoint.action("saved", Integer.class, "{}")) : Optional.empty();
        case "cycles" -> List.of(new HookCycle("text", HookKind.FILTER, List.of("acme", "other")));
        case "filter" -> {
            if (new String((byte[]) arguments[1], UTF_8).equals("wrong")) {
                throw new HookPayloadException("text", List.of(new Violation("/title", "is missing")));
            }
            yield new HookResult("out".getBytes(UTF_8), List.of(new HandlerReport(ACME, "on_text", Ending.INVALID, "no JSON", Usage.NONE,
                    Duration.ofMillis(3))));
        }
        default -> throw new IllegalStateException(method);
    }));

    @Test
    void hooksAreListedWithWhoListensAndWhatIsRegistered() {
        assertThat(commands.hooks().lines()).containsExactly(
                "HOOK   FILTERS  ACTIONS  REGISTERED AS",
                "saved  0        0        ACTION of Integer, with a schema",
                "text   1        1",
                "the before and after of acme, other contradict each other at the FILTER text; among themselves they run by priority");
    }

    @Test
    void oneHookIsShownWithItsListenersInTheOrderOfTheCalls() {
        assertThat(commands.hooks("text").lines()).hasSize(4).element(1).asString().isEqualTo(
                "FILTER  acme    1.2.0    on_text  5         other, third");
        assertThat(commands.hooks("saved")).isEqualTo("no active plugin listens to this hook");
    }

    @Test
    void aCallShowsItsReportsAndAPayloadThatIsRefusedItsPlaces() {
        assertThat(commands.filter("text", "in").lines()).element(1).asString().isEqualTo("acme    on_text  INVALID  0     3000 us  no JSON");
        assertThat(commands.filter("text", "wrong")).startsWith("error: the payload is not what the hook point text takes").contains("/title");
    }
}
