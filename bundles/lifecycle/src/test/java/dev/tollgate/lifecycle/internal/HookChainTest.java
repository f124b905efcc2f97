package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.internal.hook.HookChain;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HookChainTest {
    private final Server server = new Server();

    @Test
    void aFilterPassesItsValueOnAndAHookThatNobodyListensToReturnsIt() {
        active(TestPackage.of("echo", "1.0.0", "basic").filter("text", "who"));
        assertThat(server.hooks.filter("text", "x".getBytes(UTF_8)).value()).asString().contains("\"hook\":\"text\"");
        assertThat(server.hooks.filter("nobody", "x".getBytes(UTF_8)).value()).asString().isEqualTo("x");
    }

    @Test
    void handlersRunByPriorityAndThenBySlug() {
        active(TestPackage.of("bravo", "1.0.0", "basic").filter("text", "echo", 10));
        active(TestPackage.of("alpha", "1.0.0", "basic").filter("text", "echo", 10));
        active(TestPackage.of("zulu", "1.0.0", "basic").filter("text", "echo", -5));
        assertThat(server.hooks.filter("text", new byte[0]).reports()).extracting(report -> report.plugin().slug())
                .containsExactly("zulu", "alpha", "bravo");
    }

    @Test
    void aHandlerThatFailsTrapsOrTripsIsNeutralAndTheNextOneRuns() {
        active(TestPackage.of("first", "1.0.0", "basic").filter("text", "fail", 1));
        active(TestPackage.of("second", "1.0.0", "basic").filter("text", "trap", 2));
        active(TestPackage.of("third", "1.0.0", "runaway").filter("text", "loop", 3).server("fuel_per_invocation: 50000"));
        active(TestPackage.of("fourth", "1.0.0", "basic").filter("text", "echo", 4));
        HookResult result = server.hooks.filter("text", "value".getBytes(UTF_8));
        assertThat(result.value()).asString().isEqualTo("value");
        assertThat(result.reports()).extracting(HandlerReport::ending)
                .containsExactly(Ending.FAILED, Ending.FAILED, Ending.TRIPPED, Ending.COMPLETED);
        assertThat(result.reports().get(0).detail()).isEqualTo("no luck today");
        assertThat(result.reports().get(2).detail()).startsWith("fuel limit: ");
    }

    @Test
    void anActionReportsAndItsPayloadStays() {
        active(TestPackage.of("listener", "1.0.0", "basic").action("saved", "who"));
        HookResult result = server.hooks.action("saved", "payload".getBytes(UTF_8));
        assertThat(result.value()).asString().isEqualTo("payload");
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
    }

    @Test
    void aPluginThatAsksForReuseFindsWhatItsLastInvocationLeft() {
        active(TestPackage.of("clean", "1.0.0", "state").filter("clean", "count"));
        active(TestPackage.of("reuse", "1.0.0", "state").filter("reuse", "count").server("instances: reuse"));
        for (int i = 1; i <= 3; i++) {
            assertThat(server.hooks.filter("clean", new byte[0]).value()[0]).isEqualTo((byte) 1);
            assertThat(server.hooks.filter("reuse", new byte[0]).value()[0]).isEqualTo((byte) i);
        }
    }

    @Test
    void theWholeChainHasADeadline() {
        active(TestPackage.of("first", "1.0.0", "basic").filter("text", "echo", 1));
        active(TestPackage.of("second", "1.0.0", "basic").filter("text", "echo", 2));
        AtomicLong now = new AtomicLong();
        HookChain chain = HookChain.of(server.plugins, (plugin, handler, input, profile) -> {
            now.addAndGet(Duration.ofMillis(60).toNanos());
            return server.calls.call(plugin, handler, input, profile);
        }, server.points, Duration.ofMillis(50), now::get);
        HookResult result = chain.filter("text", "value".getBytes(UTF_8));
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED, Ending.SKIPPED);
        assertThat(result.reports().get(1).detail()).contains("50 ms");
    }

    private void active(TestPackage plugin) {
        String slug = server.install(plugin.server("invocation_timeout_ms: 30000").build()).slug();
        server.plugins.activate(slug, Optional.empty(), "test");
    }
}
