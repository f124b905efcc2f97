package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One generation takes over from another: what is in flight, who holds an older one, and what is kept open for how long. */
class GenerationTest {
    private static final byte[] NOTHING = new byte[0];

    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);

    @Test
    void newCallsBeginOnTheNextGenerationWhileOneInFlightFinishesOnItsOwn() {
        PluginId first = plugin.active(GenerationPlugin.version("1.0.0"));
        PluginId second = plugin.install(GenerationPlugin.version("1.1.0"));
        LoadedPlugin old = plugin.generation();
        List<HookResult> meanwhile = new ArrayList<>();
        once(() -> {
            plugin.activate(second);
            meanwhile.add(onAnotherThread("text"));
            assertThat(old.work().isDeserted()).as("it is being drained").isFalse();
        });

        HookResult result = server.hooks.filter("gate", NOTHING);

        assertThat(result.reports()).extracting(HandlerReport::plugin).containsExactly(first);
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
        assertThat(meanwhile.get(0).reports()).extracting(HandlerReport::plugin).containsExactly(second);
        assertThat(old.work().isDeserted()).isTrue();
        assertThat(server.drain.waiting()).as("its end, should it not come by itself").isEqualTo(1);
        server.drain.turn(Server.DRAIN);
        assertThat(plugin.filter("text")).isEmpty();
    }

    @Test
    void whatIsStillInFlightWhenTheDrainIsOverIsEndedAndNobodysFailure() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        LoadedPlugin old = plugin.generation();
        once(() -> {
            server.config.set("probe", "greeting", "new", "test");
            server.drain.turn(Server.DRAIN);
        });

        HookResult result = server.hooks.filter("spin", "value".getBytes(UTF_8));

        assertThat(result.value()).as("neutral").asString().isEqualTo("value");
        assertThat(result.reports().get(0).detail()).contains("the host ended it").contains("drain.seconds");
        assertThat(old.work().isDeserted()).isTrue();
        assertThat(server.breakers.trips("probe")).isEmpty();
        assertThat(plugin.filter("text")).isEqualTo("new");
    }

    @Test
    void itIsNotEndedBefore() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        once(() -> {
            server.config.set("probe", "greeting", "new", "test");
            server.drain.turn(Server.DRAIN.minusMillis(1));
        });
        assertThat(server.hooks.filter("gate", NOTHING).reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
    }

    @Test
    void whoSwitchesToAnotherVersionDoesNotWaitForTheDrain() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        PluginId second = plugin.install(GenerationPlugin.version("1.1.0"));
        PluginId third = plugin.install(GenerationPlugin.version("1.2.0"));
        List<PluginId> serving = new ArrayList<>();
        once(() -> {
            plugin.activate(second);
            plugin.activate(third);
            serving.add(plugin.generation().id());
        });
        assertThat(server.hooks.filter("gates", NOTHING).reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
        assertThat(serving).containsExactly(third);
    }

    @Test
    void aPluginThatIsSwitchedOffFinishesWhatItBeganForAsLongAsThatMayTake() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        once(() -> {
            server.plugins.deactivate("probe", "test");
            server.drain.turn(Server.DRAIN.multipliedBy(3));
        });
        assertThat(server.hooks.filter("gate", NOTHING).reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
        assertThat(server.hooks.filter("gate", NOTHING).reports()).isEmpty();
    }

    @Test
    void whoHoldsAGenerationThatWasReplacedIsToldWhatToCallNow() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        ActivePlugin old = plugin.generation();
        server.config.set("probe", "greeting", "new", "test");
        assertThat(call(old, Profile.Kind.JOB)).isEqualTo(new CallResult.Superseded(Optional.of(plugin.generation())));
        server.plugins.deactivate("probe", "test");
        assertThat(call(old, Profile.Kind.JOB)).isEqualTo(new CallResult.Superseded(Optional.empty()));
    }

    @Test
    void aHookThatHoldsAnOlderListGoesOnWithTheNextGenerationsHandlerOrLeavesItOut() {
        plugin.active(GenerationPlugin.version("1.0.0").filter("shared", "gate", 1));
        server.install(TestPackage.of("later", "1.0.0", "basic").filter("shared", "fail", 2).filter("shared", "echo", 3).build());
        server.plugins.activate("later", Optional.empty(), "test");
        // The handler that had the name is called, and what has none any more in the place of the other.
        server.install(TestPackage.of("later", "1.1.0", "basic").filter("shared", "who", 2).filter("shared", "echo", 3).build());
        once(() -> server.plugins.activate("later", Optional.of("1.1.0"), "test"));
        assertThat(server.hooks.filter("shared", NOTHING).reports()).extracting(report -> report.plugin().version() + " " + report.handler()
                + " " + report.ending()).containsExactly("1.0.0 gate COMPLETED", "1.1.0 who COMPLETED", "1.1.0 echo COMPLETED");

        server.install(TestPackage.of("later", "1.2.0", "basic").filter("other", "who").build());
        once(() -> server.plugins.activate("later", Optional.of("1.2.0"), "test"));
        assertThat(server.hooks.filter("shared", NOTHING).reports()).as("left out, and no failure").extracting(HandlerReport::handler)
                .containsExactly("gate");
    }

    @Test
    void theServiceOfAGenerationThatWasReplacedCanStillBeStoppedUntilWhoKeptItClosesItOrTheTimeIsOver() {
        PluginId first = plugin.install(GenerationPlugin.withService("1.0.0"));
        plugin.activate(first);
        LoadedPlugin kept = plugin.generation();
        server.config.set("probe", "greeting", "new", "test");
        assertThat(call(kept, Profile.Kind.JOB)).isInstanceOf(CallResult.Superseded.class);
        assertThat(call(kept, Profile.Kind.SERVICE)).isInstanceOf(CallResult.Ended.class);
        server.drain.turn(Server.DRAIN);
        assertThat(call(kept, Profile.Kind.EVENT)).isInstanceOf(CallResult.Ended.class);
        server.drain.turn(Server.DRAIN);
        assertThat(call(kept, Profile.Kind.SERVICE)).isInstanceOf(CallResult.Superseded.class);
        assertThat(kept.serving().isDeserted()).isTrue();

        LoadedPlugin last = plugin.generation();
        server.plugins.deactivate("probe", "test");
        assertThat(call(last, Profile.Kind.SERVICE)).as("it is stopped when its plugin is off").isInstanceOf(CallResult.Ended.class);
        last.service().orElseThrow().close();
        assertThat(((Outcome.Failed) ((CallResult.Ended) call(last, Profile.Kind.SERVICE)).outcome()).failure()).isEqualTo(Outcome.Failure.CLOSED);
    }

    private CallResult call(ActivePlugin generation, Profile.Kind kind) {
        return server.calls.call(generation, "text", NOTHING, Profile.of(kind, generation.jobLimits()));
    }

    /** What happens when a guest enters the gate next. */
    private void once(Runnable what) {
        server.queue.meanwhile = () -> {
            server.queue.meanwhile = () -> { };
            what.run();
        };
    }

    /** A gate may not call a plugin on the thread of its own call. */
    private HookResult onAnotherThread(String hook) {
        List<HookResult> results = new ArrayList<>();
        Thread thread = new Thread(() -> results.add(server.hooks.filter(hook, NOTHING)));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return results.get(0);
    }
}
