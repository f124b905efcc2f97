package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The server ends at every point at which a task touches anything that outlasts it, before and after: one test each. Then another
 * server starts on what is left, and nobody asks for anything again.
 */
class LifecycleCrashTest {
    private static final int LEAST_POINTS = 12;

    /** What both servers' guests were called for, and where the first one ended. */
    private record Story(String point, Server after, List<String> calls) {
        long times(String call) {
            return Collections.frequency(calls, call);
        }
    }

    @TestFactory
    Stream<DynamicTest> anActivationIsFinishedAndNotRepeatedAfterTheSwap() {
        return everywhere(server -> {
            StatefulPlugin.granted(server, StatefulPlugin.first());
            StatefulPlugin.activate(server, "1.0.0");
            StatefulPlugin.granted(server, StatefulPlugin.version("1.1.0", "up", "down", "gone"));
        }, server -> StatefulPlugin.activate(server, "1.1.0"), (swapped, story) -> {
            assertThat(StatefulPlugin.state(story.after())).isEqualTo(PluginState.ACTIVE);
            assertThat(StatefulPlugin.serving(story.after())).isEqualTo("1.1.0");
            assertThat(story.times("1.1.0 up")).isBetween(1L, swapped.equals("1.1.0") ? 1L : 2L);
            assertThat(story.times("1.0.0 down")).as("it was replaced, not deactivated").isZero();
        });
    }

    @TestFactory
    Stream<DynamicTest> aRollbackIsFinishedAndIsOne() {
        return everywhere(server -> {
            for (String version : List.of("1.0.0", "1.1.0")) {
                StatefulPlugin.granted(server, StatefulPlugin.version(version, "up", "down", "gone"));
                StatefulPlugin.activate(server, version);
            }
        }, server -> server.plugins.rollback(StatefulPlugin.SLUG, "test"), (swapped, story) -> {
            assertThat(StatefulPlugin.serving(story.after())).isEqualTo("1.0.0");
            assertThat(story.after().plugins.history(StatefulPlugin.SLUG, 9)).filteredOn(event -> event.kind() == Kind.ROLLED_BACK).hasSize(1);
            assertThat(story.after().store.find(StatefulPlugin.SLUG).orElseThrow().previous().orElseThrow().version()).isEqualTo("1.1.0");
        });
    }

    @TestFactory
    Stream<DynamicTest> aDeactivationIsFinished() {
        return everywhere(server -> {
            StatefulPlugin.granted(server, StatefulPlugin.first());
            StatefulPlugin.activate(server, "1.0.0");
        }, server -> server.plugins.deactivate(StatefulPlugin.SLUG, "test"), (before, story) -> {
            assertThat(StatefulPlugin.state(story.after())).isEqualTo(PluginState.INACTIVE);
            assertThat(StatefulPlugin.serving(story.after())).isEqualTo("none");
            assertThat(story.times("1.0.0 down")).isBetween(1L, 2L);
            assertThat(story.times("1.0.0 up")).isZero();
        });
    }

    @TestFactory
    Stream<DynamicTest> aRemovalIsFinishedAndCallsOnUninstallAtMostOnce() {
        return everywhere(server -> {
            StatefulPlugin.granted(server, StatefulPlugin.first());
            StatefulPlugin.activate(server, "1.0.0");
        }, server -> server.plugins.remove(StatefulPlugin.SLUG, "test"), (before, story) -> {
            Server server = story.after();
            assertThat(server.store.find(StatefulPlugin.SLUG)).isEmpty();
            assertThat(server.store.versions(StatefulPlugin.SLUG)).isEmpty();
            assertThat(server.store.all()).isEmpty();
            assertThat(server.plugins.active()).isEmpty();
            assertThat(server.work.closed).containsExactly(StatefulPlugin.SLUG);
            boolean about = story.point().contains("after CatalogueStore.compareAndSet") || story.point().contains("before PluginCalls.call");
            assertThat(story.times("1.0.0 gone")).isBetween(about ? 0L : 1L, 1L);
            StatefulPlugin.granted(server, StatefulPlugin.first());
            assertThat(StatefulPlugin.activate(server, "1.0.0").state()).isEqualTo(PluginState.ACTIVE);
            assertThat(server.work.closed).isEmpty();
        });
    }

    /** @param check gets the version that the second server found to serve, before anything went on */
    private static Stream<DynamicTest> everywhere(Consumer<Server> given, Consumer<Server> act, BiConsumer<String, Story> check) {
        CrashPoint dry = new CrashPoint();
        Server whole = new Server(new MemoryStore(), new HandQueue(), new HandWork(), dry);
        given.accept(whole);
        dry.count();
        act.accept(whole);
        List<String> points = List.copyOf(dry.passed());
        assertThat(points).hasSizeGreaterThan(LEAST_POINTS);
        return IntStream.range(0, points.size()).mapToObj(i -> dynamicTest(i + " " + points.get(i), () -> crash(i, points.get(i), given,
                act, check)));
    }

    private static void crash(int point, String name, Consumer<Server> given, Consumer<Server> act, BiConsumer<String, Story> check) {
        CrashPoint crash = new CrashPoint();
        Server first = new Server(new MemoryStore(), new HandQueue(), new HandWork(), crash);
        given.accept(first);
        first.queue.versions.clear();
        int jobs = first.jobs.all().size();
        crash.arm(point);
        boolean crashed = false;
        try {
            act.accept(first);
        } catch (CrashPoint.Crash expected) {
            crashed = true;
        }
        assertThat(crashed).isTrue();
        boolean asked = first.jobs.all().size() > jobs;

        Server second = new Server(first.store, first.jobs, first.work, new CrashPoint());
        String found = StatefulPlugin.serving(second);
        if (second.store.find(StatefulPlugin.SLUG).filter(row -> row.state() == PluginState.REMOVING).isPresent()) {
            assertThat(found).isEqualTo("none");
        }
        if (asked) {
            second.jobs.finish();
        } else {
            act.accept(second);
        }
        List<String> calls = new ArrayList<>(first.queue.versions);
        calls.addAll(second.queue.versions);
        check.accept(found, new Story(name, second, List.copyOf(calls)));
    }
}
