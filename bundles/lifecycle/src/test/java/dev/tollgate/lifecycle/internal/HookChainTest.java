package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookCycle;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookListener;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.internal.hook.HookChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            now.addAndGet(Duration.ofSeconds(31).toNanos());
            return server.calls.call(plugin, handler, input, profile);
        }, server.points, Duration.ofSeconds(30), now::get);
        HookResult result = chain.filter("text", "value".getBytes(UTF_8));
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED, Ending.SKIPPED);
        assertThat(result.reports().get(1).detail()).contains("30000 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-tools.saved", "before:image-tools:save", "after_image-tools_save", "image-tools", "a", "x.-:_",
        "image-tools:image-tools.image-tools"})
    void anyNameOfAHookWorksAlsoWithThePluginsOwnSlugInIt(String hook) {
        active(TestPackage.of("image-tools", "1.0.0", "basic").filter(hook, "who").action(hook, "who"));
        HookResult filtered = server.hooks.filter(hook, "x".getBytes(UTF_8));
        assertThat(filtered.value()).asString().contains("\"hook\":\"" + hook + "\"").contains("\"plugin\":\"image-tools\"");
        assertThat(server.hooks.action(hook, new byte[0]).reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
        assertThat(server.hooks.names()).containsExactly(hook);
    }

    @Test
    void pluginsComeBeforeAndAfterEachOtherAndContradictionsAreShown() {
        active(TestPackage.of("alpha", "1.0.0", "basic").filterEntry("name: text, handler: echo, priority: 1, after: [bravo, nobody]"));
        active(TestPackage.of("bravo", "1.0.0", "basic").filterEntry("name: text, handler: echo, priority: 2"));
        active(TestPackage.of("charlie", "1.0.0", "basic").filterEntry("name: text, handler: echo, priority: 3, before: [bravo]"));
        assertThat(order()).containsExactly("charlie", "bravo", "alpha");
        assertThat(server.hooks.listeners("text")).extracting(listener -> listener.plugin().slug()).containsExactlyElementsOf(order());
        assertThat(server.hooks.cycles()).isEmpty();
        active(TestPackage.of("bravo", "1.1.0", "basic").filterEntry("name: text, handler: echo, priority: 2, before: [charlie]"));
        assertThat(server.hooks.cycles()).containsExactly(new HookCycle("text", HookKind.FILTER, List.of("bravo", "charlie")));
        assertThat(order()).containsExactly("bravo", "alpha", "charlie");
    }

    @Test
    void listenersAreShownInTheOrderOfTheCallsFiltersFirst() {
        active(TestPackage.of("alpha", "1.0.0", "basic").action("text", "echo").filter("text", "who", 5).filter("other", "who"));
        assertThat(server.hooks.names()).containsExactly("other", "text");
        assertThat(server.hooks.listeners("text")).extracting(HookListener::kind, HookListener::handler, HookListener::priority)
                .containsExactly(tuple(HookKind.FILTER, "who", 5), tuple(HookKind.ACTION, "echo", 10));
        assertThat(server.hooks.listeners("nobody")).isEmpty();
        server.plugins.deactivate("alpha", "test");
        assertThat(server.hooks.names()).isEmpty();
    }

    @Test
    void aPluginThatWaitsForAGateIsSkippedAndTheValueStays() {
        TestPackage waiting = TestPackage.of("waiting", "1.0.0", "basic").asks("queue: {}").filter("text", "who", 1).action("saved", "echo");
        PluginId id = server.install(waiting.build());
        server.plugins.grant(id, "queue", "{}", "test");
        server.plugins.activate("waiting", Optional.empty(), "test");
        active(TestPackage.of("echo", "1.0.0", "basic").filter("text", "echo", 2));
        server.withdrawQueue();
        HookResult result = server.hooks.filter("text", "value".getBytes(UTF_8));
        assertThat(result.value()).asString().isEqualTo("value");
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.SKIPPED, Ending.COMPLETED);
        assertThat(result.reports().get(0).detail()).contains("waits for queue");
        assertThat(server.hooks.action("saved", new byte[0]).reports()).extracting(HandlerReport::ending).containsExactly(Ending.SKIPPED);
    }

    @Test
    void actionsReportWhatFailedTripsOrTheHostCouldNotDoAndNeverThrow() {
        active(TestPackage.of("first", "1.0.0", "basic").action("saved", "trap"));
        active(TestPackage.of("second", "1.0.0", "runaway").action("saved", "loop").server("fuel_per_invocation: 50000"));
        active(TestPackage.of("third", "1.0.0", "basic").action("saved", "echo"));
        assertThat(server.hooks.action("saved", new byte[0]).reports()).extracting(HandlerReport::ending)
                .containsExactly(Ending.FAILED, Ending.TRIPPED, Ending.COMPLETED);
        HookChain broken = HookChain.of(server.plugins, (plugin, handler, input, profile) -> {
            throw new IllegalStateException("jdbc:secret");
        }, server.points, Duration.ofSeconds(60), System::nanoTime);
        assertThat(broken.action("saved", new byte[0]).reports()).hasSize(3).allSatisfy(report -> {
            assertThat(report.ending()).isEqualTo(Ending.FAILED);
            assertThat(report.detail()).doesNotContain("secret");
        });
    }

    @Test
    void aReportSaysWhatTheGuestUsedAndHowLongTheChainWasBusyWithIt() {
        active(TestPackage.of("first", "1.0.0", "basic").filter("text", "echo", 1));
        active(TestPackage.of("second", "1.0.0", "basic").filter("text", "echo", 2));
        AtomicLong now = new AtomicLong();
        HookChain chain = HookChain.of(server.plugins, (plugin, handler, input, profile) -> {
            now.addAndGet(Duration.ofMillis(7).toNanos());
            return server.calls.call(plugin, handler, input, profile);
        }, server.points, Duration.ofSeconds(60), now::get);
        assertThat(chain.filter("text", "value".getBytes(UTF_8)).reports()).hasSize(2).allSatisfy(report -> {
            assertThat(report.time()).isEqualTo(Duration.ofMillis(7));
            assertThat(report.usage().fuel().units()).isPositive();
        });
    }

    @Test
    void aHandlerHasNoMoreTimeThanIsLeftOfTheChain() {
        active(TestPackage.of("first", "1.0.0", "basic").filter("text", "echo", 1));
        active(TestPackage.of("second", "1.0.0", "basic").filter("text", "echo", 2));
        AtomicLong now = new AtomicLong();
        List<Duration> deadlines = new ArrayList<>();
        HookChain.of(server.plugins, (plugin, handler, input, profile) -> {
            deadlines.add(profile.limits().deadline());
            now.addAndGet(Duration.ofSeconds(30).toNanos());
            return server.calls.call(plugin, handler, input, profile);
        }, server.points, Duration.ofSeconds(40), now::get).filter("text", new byte[0]);
        assertThat(deadlines).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    @Test
    void aListenerThatWasReplacedMeanwhileIsCalledInItsNewGeneration() {
        active(TestPackage.of("first", "1.0.0", "basic").filter("text", "echo", 1));
        active(TestPackage.of("second", "1.0.0", "basic").filter("text", "fail", 2).filter("text", "echo", 3));
        active(TestPackage.of("third", "1.0.0", "basic").filter("text", "fail", 4));
        ActivePlugin second = server.plugins.active("second").orElseThrow();
        ActivePlugin third = server.plugins.active("third").orElseThrow();
        List<String> called = new ArrayList<>();
        HookChain chain = HookChain.of(server.plugins, (plugin, handler, input, profile) -> {
            called.add(plugin.id().slug() + " " + plugin.id().version() + " " + handler);
            if (plugin.id().slug().equals("first")) {
                active(TestPackage.of("second", "1.1.0", "basic").filter("text", "who", 9));
                active(TestPackage.of("third", "1.1.0", "basic").action("text", "who"));
            }
            if (plugin == second || plugin == third) {
                return new CallResult.Superseded(server.plugins.active(plugin.id().slug()));
            }
            return server.calls.call(plugin, handler, input, profile);
        }, server.points, Duration.ofSeconds(60), System::nanoTime);
        HookResult result = chain.filter("text", "value".getBytes(UTF_8));
        assertThat(called).containsExactly("first 1.0.0 echo", "second 1.0.0 fail", "second 1.1.0 who", "second 1.0.0 echo", "third 1.0.0 fail");
        assertThat(result.reports()).extracting(report -> report.plugin().slug() + " " + report.plugin().version())
                .as("whoever does not listen any more is left out").containsExactly("first 1.0.0", "second 1.1.0");
        assertThat(result.value()).asString().contains("\"version\":\"1.1.0\"");
    }

    @Test
    void noHandlerIsCalledTwiceWhereTheNewGenerationDeclaresThemOtherwise() {
        active(TestPackage.of("plugin", "1.0.0", "basic").filter("text", "echo", 1).filter("text", "who", 2).filter("text", "fail", 3));
        ActivePlugin old = server.plugins.active("plugin").orElseThrow();
        List<String> called = new ArrayList<>();
        HookChain chain = HookChain.of(server.plugins, (plugin, handler, input, profile) -> {
            if (plugin == old && !called.isEmpty()) {
                return new CallResult.Superseded(server.plugins.active("plugin"));
            }
            called.add(plugin.id().version() + " " + handler);
            if (plugin == old) {
                active(TestPackage.of("plugin", "1.1.0", "basic").filter("text", "who").filter("text", "echo").filter("text", "say"));
            }
            return server.calls.call(server.plugins.active("plugin").orElseThrow(), handler, input, profile);
        }, server.points, Duration.ofSeconds(60), System::nanoTime);
        chain.filter("text", "value".getBytes(UTF_8));
        assertThat(called).containsExactly("1.0.0 echo", "1.1.0 who", "1.1.0 say");
    }

    @Test
    void reloadsThatNeverEndAreEndedByTheChainsDeadline() {
        active(TestPackage.of("first", "1.0.0", "basic").filter("text", "echo"));
        AtomicLong now = new AtomicLong();
        HookChain chain = HookChain.of(server.plugins, (plugin, handler, input, profile) -> new CallResult.Superseded(Optional.of(plugin)),
                server.points, Duration.ofMillis(50), () -> now.addAndGet(Duration.ofMillis(1).toNanos()));
        assertThat(chain.filter("text", new byte[0]).reports()).extracting(HandlerReport::ending).containsExactly(Ending.SKIPPED);
    }

    private List<String> order() {
        return server.hooks.filter("text", new byte[0]).reports().stream().map(report -> report.plugin().slug()).toList();
    }

    private void active(TestPackage plugin) {
        String slug = server.install(plugin.server("invocation_timeout_ms: 30000").build()).slug();
        server.plugins.activate(slug, Optional.empty(), "test");
    }
}
