package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plugins that need others. */
class DependenciesTest {
    private final Server server = new Server();

    @Test
    void aRangeThatCannotBeReadAndADependencyOnItselfAreRefusedWithTheirPointers() {
        assertThat(refusal(plugin("app", "1.0.0", "base: newest", "app: ^1.0.0"))).containsExactly(
                "plugin.yaml /dependencies/app: a plugin does not depend on itself",
                "plugin.yaml /dependencies/base: is no range of versions; expected is one such as ^1.2.0, ~1.2, 1.x or >=1.0.0 <3.0.0");
    }

    @Test
    void aCircleIsRefusedWithTheWayThroughIt() {
        server.install(plugin("base", "1.0.0", "app: ^1.0.0").build());
        assertThat(refusal(plugin("app", "1.0.0", "base: ^1.0.0"))).first().asString()
                .contains("plugin.yaml /dependencies: the plugins would depend on each other in a circle, app 1.0.0 → base 1.0.0 → app 1.0.0");
        server.install(plugin("middle", "1.0.0", "base: 1.x").build());
        assertThat(refusal(plugin("app", "1.2.0", "middle: ^1.0.0"))).first().asString().contains("app 1.2.0 → middle 1.0.0 → base 1.0.0 → app 1.2.0");
    }

    @Test
    void versionsThatAreNeverActiveTogetherAreNoCircle() {
        server.install(plugin("base", "1.0.0", "app: ^1.0.0").build());
        server.install(plugin("app", "2.0.0", "base: ^1.0.0").build());
        server.install(plugin("app", "1.0.0", "base: ^2.0.0").build());
        assertThat(refusal(plugin("base", "2.0.0", "app: '*'"))).as("but this one and app 1.0.0 could be").first().asString().contains("base 2.0.0 → app 1.0.0 → base 2.0.0");
    }

    @Test
    void aPluginIsActivatedWhenWhatItDependsOnIsActiveInARightVersion() {
        server.install(plugin("app", "1.0.0", "base: ^1.1.0").build());
        assertThatThrownBy(() -> activate("app", "1.0.0")).isInstanceOf(PluginException.class)
                .hasMessageContaining("depends on base ^1.1.0, which is not installed: install and activate it first");
        server.install(plugin("base", "1.0.0").build());
        assertThatThrownBy(() -> activate("app", "1.0.0")).hasMessageContaining("base ^1.1.0, which is not active but INSTALLED: activate it first");
        activate("base", "1.0.0");
        assertThatThrownBy(() -> activate("app", "1.0.0")).hasMessageContaining("base ^1.1.0, which is active in version 1.0.0: activate one of that range first");
        run(plugin("base", "1.1.0"));
        assertThat(activate("app", "1.0.0").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void whatAnActivePluginDependsOnIsNotTakenAwayByWhoAsks() {
        run(plugin("base", "1.0.0"));
        run(plugin("base", "1.1.0"));
        run(plugin("app", "1.0.0", "base: ~1.1.0"));
        server.install(plugin("base", "2.0.0").build());
        server.install(plugin("base", "1.1.1").build());
        String dependents = "app 1.0.0 (~1.1.0)";
        assertThatThrownBy(() -> server.plugins.deactivate("base", "test")).isInstanceOf(PluginException.class).hasMessageContaining(dependents);
        assertThatThrownBy(() -> server.plugins.remove("base", "test")).isInstanceOf(PluginException.class).hasMessageContaining(dependents);
        assertThatThrownBy(() -> activate("base", "2.0.0")).isInstanceOf(PluginException.class).hasMessageContaining(dependents);
        assertThatThrownBy(() -> server.plugins.downgrade("base", "1.0.0", "test")).isInstanceOf(PluginException.class).hasMessageContaining(dependents);
        assertThatThrownBy(() -> server.plugins.rollback("base", "test")).isInstanceOf(PluginException.class).hasMessageContaining(dependents);
        server.jobs.finish();
        assertThat(server.plugins.active("base").orElseThrow().id().version()).as("and nothing was begun").isEqualTo("1.1.0");

        assertThat(activate("base", "1.1.1").state()).as("within the range").isEqualTo(PluginState.ACTIVE);
        server.plugins.deactivate("app", "test");
        server.plugins.remove("base", "test");
        assertThat(server.plugins.get("base")).isEmpty();
    }

    @Test
    void aPluginWaitsForOneThatTheHostSwitchedOffAndGoesOnWhenItIsBack() {
        run(plugin("base", "1.0.0"));
        run(plugin("app", "1.0.0", "base: ^1.0.0"));
        run(plugin("site", "1.0.0", "app: ^1.0.0"));
        assertThat(endings()).containsExactly("app COMPLETED", "base COMPLETED", "site COMPLETED");

        server.plugins.deactivate(new BreakerEvent("base", BreakerEvent.Kind.DEACTIVATED, BreakerEvent.HOST, "it tripped", Instant.EPOCH));
        server.jobs.finish();
        assertThat(view("app").state()).isEqualTo(PluginState.WAITING);
        assertThat(view("app").reason().orElseThrow()).contains("plugin base ^1.0.0");
        assertThat(server.plugins.active("app").orElseThrow().waitsFor()).containsExactly("plugin base ^1.0.0");
        assertThat(view("site").reason().orElseThrow()).as("through another").contains("plugin app ^1.0.0");
        assertThat(endings()).as("neutral").containsExactly("app SKIPPED", "site SKIPPED");
        assertThat(new String(server.hooks.filter("the_content", "x".getBytes(UTF_8)).value(), UTF_8)).isEqualTo("x");

        activate("base", "1.0.0");
        assertThat(view("app").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(endings()).containsExactly("app COMPLETED", "base COMPLETED", "site COMPLETED");
    }

    @Test
    void aPluginWaitsForOneThatIsNotTrustedAnyMore() {
        run(plugin("base", "1.0.0"));
        run(plugin("app", "1.0.0", "base: ^1.0.0"));
        TrustWatch watch = new TrustWatch(server.plugins, server.trust, Runnable::run, Runnable::run, () -> { });
        server.trust.modified(Map.of("revoked.digests", view("base").current().digest().hex()));
        assertThat(view("base").state()).isEqualTo(PluginState.FAILED);
        assertThat(view("app").state()).isEqualTo(PluginState.WAITING);
        server.trust.modified(Map.of());
        activate("base", "1.0.0");
        assertThat(view("app").state()).isEqualTo(PluginState.ACTIVE);
        watch.close();
    }

    @Test
    void aPluginWaitsForOneThatWaitsForAGate() {
        server.plugins.grant(server.install(TestPackage.enqueue("base", "1.0.0").build()), "queue", "test");
        activate("base", "1.0.0");
        run(plugin("app", "1.0.0", "base: ^1.0.0"));
        server.withdrawQueue();
        assertThat(view("app").state()).isEqualTo(PluginState.WAITING);
        server.provideQueue();
        assertThat(view("app").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aServerThatStartsAgainHasThemInAnyOrder() {
        run(plugin("zoo", "1.0.0"));
        run(plugin("ant", "1.0.0", "zoo: ^1.0.0"));
        run(plugin("bee", "1.0.0", "ant: ^1.0.0", "zoo: ^1.0.0"));
        Server next = new Server(server.store);
        assertThat(next.plugins.list()).extracting(PluginView::state).containsOnly(PluginState.ACTIVE).hasSize(3);

        server.store.replace(view("zoo").current(), new byte[3]);
        Server damaged = new Server(server.store);
        assertThat(damaged.plugins.list()).extracting(PluginView::state).as("ant, bee, zoo")
                .containsExactly(PluginState.WAITING, PluginState.WAITING, PluginState.FAILED);
    }

    @Test
    void whoDependsOnAPluginIsToldOfToo() {
        run(plugin("base", "1.0.0"));
        run(plugin("app", "1.0.0", "base: ^1.0.0"));
        List<String> told = new ArrayList<>();
        server.tellListeners();
        server.news.add(told::add, server.plugins);
        server.tellListeners();
        told.clear();
        server.plugins.withdraw("base", "test");
        server.tellListeners();
        assertThat(told).containsExactly("base", "app");
    }

    private PluginView view(String slug) {
        return server.plugins.get(slug).orElseThrow();
    }

    private List<String> endings() {
        List<HandlerReport> reports = server.hooks.filter("the_content", "x".getBytes(UTF_8)).reports();
        assertThat(reports).extracting(HandlerReport::ending).isSubsetOf(Ending.COMPLETED, Ending.SKIPPED);
        return reports.stream().map(report -> report.plugin().slug() + " " + report.ending()).toList();
    }

    private void run(TestPackage plugin) {
        PluginId id = server.install(plugin.build());
        activate(id.slug(), id.version());
    }

    private PluginView activate(String slug, String version) {
        return server.plugins.activate(slug, Optional.of(version), "test");
    }

    private List<String> refusal(TestPackage plugin) {
        try {
            server.plugins.install(plugin.build(), "test");
            throw new AssertionError("it was installed");
        } catch (InstallException refused) {
            return refused.reasons();
        }
    }

    private static TestPackage plugin(String slug, String version, String... dependencies) {
        TestPackage plugin = TestPackage.of(slug, version, "basic").filter("the_content", "echo");
        for (String dependency : dependencies) {
            plugin.depends(dependency);
        }
        return plugin;
    }
}
