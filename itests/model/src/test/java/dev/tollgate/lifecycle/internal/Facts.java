package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a node and its stores are, and whether that is as it should be. */
record Facts(ModelNode node) {
    private static final int ALL = 10_000;

    /** What is there of a plugin, decisions included. */
    Plug plug(String slug) {
        List<VersionView> there = node.plugins.versions(slug);
        Plug plug = new Plug(there.stream().map(version -> Content.of(version.id())).toList(),
                node.stores().catalogue().find(slug).map(Facts::row), Map.of(), node.breakers.status(slug).trips() > 0,
                node.breakers.out(slug).isPresent());
        for (VersionView version : there) {
            Content content = Content.of(version.id());
            for (String capability : content.asks()) {
                Decision decision = node.gates.grants.decision(version.id(), capability, version.installedAt());
                plug = decision == Decision.UNDECIDED ? plug : plug.decided(content, capability, decision);
            }
        }
        return plug;
    }

    private static Plug.Row row(StoredPlugin row) {
        return new Plug.Row(Content.of(row.current()), row.previous().map(Content::of), row.state());
    }

    /** Jobs of the lifecycle that are not at their end. */
    List<JobView> live() {
        return Stream.of(JobState.QUEUED, JobState.RUNNING).flatMap(state -> node.jobs.list(JobFilter.any(JobFilter.MOST).in(state)).stream())
                .filter(job -> job.queue().equals(node.tasks.name())).toList();
    }

    void are(Model model) {
        for (String slug : Content.SLUGS) {
            assertThat(plug(slug)).as(slug + " is as in the model").isEqualTo(model.plug(slug));
            Optional<PluginView> view = node.plugins.get(slug);
            assertThat(view.map(PluginView::state)).as("state of " + slug).isEqualTo(model.state(slug));
            view.ifPresent(seen -> assertThat(seen.versions()).as("versions of " + slug)
                    .isEqualTo(model.plug(slug).versions().stream().map(Content::id).toList()));
            history(slug, model.plug(slug));
        }
        List<Content> active = Content.SLUGS.stream().flatMap(slug -> model.plug(slug).active().stream()).toList();
        assertThat(node.plugins.active()).extracting(ActivePlugin::id).as("active").isEqualTo(active.stream().map(Content::id).toList());
        node.plugins.active().forEach(plugin -> assertThat(((LoadedPlugin) plugin).configuration()).as("configuration of " + plugin.id())
                .isEqualTo(node.loader.configuration(plugin.id().slug())));
        hooks(model, active);
        grants(model);
        assertThat(live()).as("jobs of the lifecycle").isEmpty();
        Set<String> scheduled = new HashSet<>();
        node.jobs.schedules().forEach(schedule -> scheduled.add(schedule.group()));
        assertThat(scheduled).as("plugins with schedules").isSubsetOf(Content.SLUGS.stream().filter(slug -> model.plug(slug).row().isPresent()).toList());
        assertThat(scheduled).as("plugins with schedules").containsAll(active.stream().filter(content -> !content.speaks()).map(Content::slug).toList());
    }

    private void hooks(Model model, List<Content> active) {
        List<HandlerReport> reports = node.hooks.filter(Content.HOOK, new byte[] {1}).reports();
        assertThat(reports).extracting(HandlerReport::plugin).as("whom the hook reaches").containsExactlyInAnyOrderElementsOf(
                active.stream().map(Content::id).toList());
        reports.forEach(report -> assertThat(report.ending()).as("%s: %s", report.plugin(), report.detail())
                .isEqualTo(model.waits(report.plugin().slug()) ? Ending.SKIPPED : Ending.COMPLETED));
    }

    private void grants(Model model) {
        List<String> granted = new ArrayList<>();
        model.plugs().values().forEach(plug -> plug.decisions().forEach((content, decisions) -> decisions.forEach((capability, decision) -> {
            if (decision == Decision.GRANTED) {
                granted.add(content.id() + " " + capability);
            }
        })));
        assertThat(node.stores().grants().all()).extracting(grant -> grant.plugin() + " " + grant.capability()).as("grants in the store")
                .containsExactlyInAnyOrderElementsOf(granted);
    }

    /** What the history says that came of a plugin since it was removed last. */
    private void history(String slug, Plug plug) {
        List<PluginEvent> events = new ArrayList<>(node.plugins.history(slug, ALL));
        Collections.reverse(events);
        Set<Content> versions = new HashSet<>();
        PluginState state = null;
        Content current = null;
        Kind last = null;
        for (PluginEvent event : events) {
            last = event.kind();
            switch (event.kind()) {
                case INSTALLED -> versions.add(Content.of(event.plugin()));
                case RETIRED -> versions.remove(Content.of(event.plugin()));
                case ACTIVATED, ROLLED_BACK, DOWNGRADED -> state = PluginState.ACTIVE;
                case DEACTIVATED -> state = PluginState.INACTIVE;
                case FAILED -> state = PluginState.FAILED;
                case REMOVED -> {
                    versions.clear();
                    state = null;
                }
                default -> throw new AssertionError(event);
            }
            current = state == null ? null : event.kind() == Kind.INSTALLED || event.kind() == Kind.RETIRED ? current : Content.of(event.plugin());
        }
        assertThat(versions).as("history of %s: what was installed, after %s", slug, last).containsExactlyInAnyOrderElementsOf(plug.versions());
        if (plug.isIn(PluginState.INSTALLED) || plug.row().isEmpty()) {
            assertThat(state).as("history of " + slug).isNull();
        } else {
            assertThat(state).as("history of " + slug).isEqualTo(plug.row().get().state());
            assertThat(current).as("history of " + slug).isEqualTo(plug.row().get().current());
        }
    }

    void nothingIsLeft() {
        NodeStores stores = node.stores();
        assertThat(stores.catalogue().list()).as("plugins").isEmpty();
        Content.SLUGS.forEach(slug -> {
            assertThat(stores.catalogue().versions(slug)).as("versions of " + slug).isEmpty();
            assertThat(stores.breakers().trips(slug)).as("trips of " + slug).isEmpty();
        });
        assertThat(stores.grants().all()).as("grants").isEmpty();
        assertThat(stores.catalogue().debts()).as("debts").isEmpty();
        assertThat(stores.breakers().breakers()).as("breakers").isEmpty();
        assertThat(node.jobs.schedules()).as("schedules").isEmpty();
        Stream.of(JobState.QUEUED, JobState.RUNNING).forEach(state -> assertThat(node.jobs.list(JobFilter.any(JobFilter.MOST).in(state)))
                .as("jobs " + state).isEmpty());
        assertThat(node.plugins.active()).as("active").isEmpty();
    }
}
