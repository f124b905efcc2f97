package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestPlugins.START;
import static dev.tollgate.store.contract.TestPlugins.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.AuditStore;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.abi.audit.Verb;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CatalogueStore.SameVersion;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.limits.Breaker;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link AuditStore} does, and what the other stores of its database record in it. */
@Timeout(300)
public abstract class AuditStoreContract {
    private static final PluginId FIRST = id("shop", "1.0.0");

    private All stores;
    private AuditStore store;

    /** The stores of one database. */
    public record All(AuditStore audit, CatalogueStore catalogue, GrantStore grants, BreakerStore breakers, SettingsStore settings, JobStore jobs) {
    }

    /** Empty ones; called once for each test. */
    protected abstract All open();

    /** Runs a statement past the stores; the audit's table is called {@code audit} in it. */
    protected abstract void run(String sql) throws SQLException;

    /** Takes away what keeps an administrator of the database from changing it. */
    protected abstract void disarm() throws SQLException;

    @BeforeEach
    final void openTheStores() {
        stores = open();
        store = stores.audit();
    }

    @Test
    void aDecisionIsReadAsItWasWritten() {
        Decision full = new Decision(START, "ann", "gate.grant", Optional.of("shop"), "kv", Optional.of("{}"), Optional.of("{\"max_bytes\":1}"));
        Decision bare = new Decision(START, "ben", "host.stop", Optional.empty(), "host", Optional.empty(), Optional.empty());
        store.append(full);
        store.append(bare);
        assertThat(store.read(AuditFilter.newest(10))).extracting(AuditRecord::decision).containsExactly(bare, full);
        assertThat(store.after(0, 10)).extracting(AuditRecord::number).containsExactly(1L, 2L);
        assertThat(store.after(1, 10)).extracting(AuditRecord::decision).containsExactly(bare);
    }

    @Test
    void readingIsBoundedByTimePluginAndWho() {
        for (int i = 0; i < 4; i++) {
            store.append(decision(i, i % 2 == 0 ? "ann" : "ben", i < 2 ? "shop" : "mail"));
        }
        assertThat(numbers(AuditFilter.newest(3))).containsExactly(4L, 3L, 2L);
        assertThat(numbers(AuditFilter.newest(9).of("shop"))).containsExactly(2L, 1L);
        assertThat(numbers(AuditFilter.newest(9).decidedBy("ann"))).containsExactly(3L, 1L);
        assertThat(numbers(AuditFilter.newest(9).between(START.plusSeconds(1), START.plusSeconds(3)))).containsExactly(3L, 2L);
        assertThat(numbers(AuditFilter.newest(9).of("mail").decidedBy("ben"))).containsExactly(4L);
    }

    @Test
    void nothingIsChangedOrRemoved() {
        store.append(decision(0, "ann", "shop"));
        for (String sql : List.of("UPDATE audit SET decided_by = 'eve'", "DELETE FROM audit")) {
            assertThatThrownBy(() -> run(sql)).as(sql).isInstanceOf(SQLException.class).hasMessageContaining("append-only");
        }
        assertThat(store.read(AuditFilter.newest(9))).extracting(record -> record.decision().by()).containsExactly("ann");
    }

    @Test
    void whoeverChangesARecordAllTheSameIsSeen() throws SQLException {
        append(5);
        assertThat(check().broken()).isEmpty();
        disarm();
        run("UPDATE audit SET decided_by = 'eve' WHERE number = 3");
        assertThat(check().broken()).contains("record 3 is not as it was written");
        assertThat(check().last()).isEqualTo(2);
    }

    @Test
    void whoeverRemovesARecordIsSeen() throws SQLException {
        append(5);
        disarm();
        run("DELETE FROM audit WHERE number = 3");
        assertThat(check().broken()).contains("record 3 is missing");
    }

    @Test
    void theBeginningMayBeArchived() throws SQLException {
        append(5);
        disarm();
        run("DELETE FROM audit WHERE number < 3");
        assertThat(check()).isEqualTo(new AuditCheck("s", 3, 5, store.read(AuditFilter.newest(1)).get(0).hash(), Optional.empty()));
    }

    @Test
    void whatIsAppendedAtTheSameTimeIsOneChain() {
        IntStream.range(0, 40).parallel().forEach(i -> store.append(decision(i, "ann", "shop")));
        assertThat(check().broken()).isEmpty();
        assertThat(store.after(0, 100)).extracting(AuditRecord::number).containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void theLifeOfAPluginIsRecordedWithWhatChangesIt() {
        CatalogueStore catalogue = stores.catalogue();
        catalogue.add(TestPlugins.version(FIRST, START), new byte[] {1}, SameVersion.REFUSED, event(PluginEvent.Kind.INSTALLED));
        StoredPlugin installed = catalogue.find("shop").orElseThrow();
        StoredPlugin active = installed.become(PluginState.ACTIVE, Optional.empty(), START);
        assertThat(catalogue.compareAndSet(installed, active, Optional.of(event(PluginEvent.Kind.ACTIVATED)))).isTrue();
        assertThat(catalogue.compareAndSet(installed, active, Optional.of(event(PluginEvent.Kind.ACTIVATED)))).as("it lost").isFalse();
        StoredPlugin failed = active.become(PluginState.FAILED, Optional.of("why"), START);
        assertThat(catalogue.compareAndSet(active, failed, Optional.of(event(PluginEvent.Kind.FAILED)))).as("nobody decided that").isTrue();
        assertThat(catalogue.remove(failed, Set.of(), event(PluginEvent.Kind.REMOVED))).isTrue();
        assertThat(verbs()).containsExactly("plugin.install shop ann", "plugin.activate shop ann", "plugin.remove shop ann");
        assertThat(check().broken()).isEmpty();
    }

    @Test
    void decisionsAboutGatesAndBreakersAreRecordedWithThem() {
        stores.grants().grant(new Grant(FIRST, "kv", "{}", "ann", START));
        stores.grants().revoke(FIRST, "kv", "ben", START);
        stores.breakers().changed(Breaker.NEW, new BreakerEvent("shop", BreakerEvent.Kind.RESET, "cem", "it was OUT", START));
        assertThat(verbs()).containsExactly("gate.grant shop ann", "gate.deny shop ben", "breaker.reset shop cem");
        assertThat(store.after(0, 9).get(1).decision().before()).contains("{}");
    }

    @Test
    void settingsAreRecordedAndSecretsByTheirNameAlone() {
        SettingsStore settings = stores.settings();
        settings.put(setting(SettingKind.CONFIG, "greeting", "\"hello\""), 9);
        settings.put(setting(SettingKind.CONFIG, "greeting", "\"ahoy\""), 9);
        settings.put(setting(SettingKind.SECRET, "token", "hunter2"), 9);
        assertThat(settings.remove("shop", SettingKind.SECRET, "token", "ben", START)).isTrue();
        assertThat(settings.remove("shop", SettingKind.SECRET, "token", "ben", START)).as("there is none").isFalse();
        assertThat(verbs()).containsExactly("config.set shop ann", "config.set shop ann", "secret.set shop ann", "secret.unset shop ben");
        assertThat(store.after(1, 1).get(0).decision()).isEqualTo(new Decision(START, "ann", "config.set", Optional.of("shop"), "greeting",
                Optional.of("\"hello\""), Optional.of("\"ahoy\"")));
        assertThat(store.after(0, 9).toString()).doesNotContain("hunter2");
    }

    @Test
    void pausingJobsIsRecordedAndWhatTheHostDoesToThemIsNot() {
        stores.jobs().set("plugins", "shop", GroupState.PAUSED, "ann", START);
        stores.jobs().set("plugins", "shop", GroupState.OPEN, "ben", START);
        stores.jobs().set("plugins", "shop", GroupState.OPEN, "", START);
        stores.jobs().set("plugins", "shop", GroupState.CLOSED, "ann", START);
        assertThat(verbs()).containsExactly("jobs.pause shop ann", "jobs.resume shop ben");
    }

    @Test
    void whatLeavesTheDeadLettersByHandIsRecordedWithItOnceForMany() {
        TestJobs made = new TestJobs(Clock.fixed(START, ZoneOffset.UTC));
        List<JobId> ids = IntStream.range(0, 4).mapToObj(i -> dead(made)).toList();
        JobStore jobs = stores.jobs();
        assertThat(jobs.replay(ids.subList(0, 3), START, payload -> payload, Optional.of(about(Verb.JOBS_RETRY)))).hasSize(3);
        assertThat(jobs.discard(List.of(ids.get(3)), START, Optional.of(about(Verb.JOBS_DISCARD)))).hasSize(1);
        assertThat(verbs()).containsExactly("jobs.retry shop ann", "jobs.discard shop ann");
        assertThat(jobs.replay(ids, START, payload -> payload, Optional.of(about(Verb.JOBS_RETRY)))).isEmpty();
        assertThat(jobs.discard(ids, START, Optional.of(about(Verb.JOBS_DISCARD)))).isEmpty();
        assertThat(verbs()).as("nothing was dead any more").hasSize(2);
        assertThat(check().broken()).isEmpty();
    }

    @Test
    void aReplayWhosePayloadCannotBeRenewedIsNotRecorded() {
        JobId dead = dead(new TestJobs(Clock.fixed(START, ZoneOffset.UTC)));
        assertThatThrownBy(() -> stores.jobs().replay(List.of(dead), START, payload -> {
            throw new IllegalStateException("no such version");
        }, Optional.of(about(Verb.JOBS_RETRY)))).hasMessage("no such version");
        assertThat(verbs()).isEmpty();
    }

    @Test
    void aJobThatAnAdministratorWantsIsRecordedWhereItIsTakenIn() {
        TestJobs made = new TestJobs(Clock.fixed(START, ZoneOffset.UTC));
        stores.jobs().insert(List.of(wanted(made.of("shop")), made.of("shop"), wanted(made.repeatable("shop", "k"))));
        assertThat(verbs()).containsExactly("jobs.run shop ann", "jobs.run shop ann");
        stores.jobs().insert(List.of(wanted(made.repeatable("shop", "k"))));
        assertThat(verbs()).as("it was there before").hasSize(2);
    }

    @Test
    void anOlderVersionThatTakesOverHasItsOwnVerb() {
        CatalogueStore catalogue = stores.catalogue();
        catalogue.add(TestPlugins.version(FIRST, START), new byte[] {1}, SameVersion.REFUSED, event(PluginEvent.Kind.INSTALLED));
        StoredPlugin installed = catalogue.find("shop").orElseThrow();
        catalogue.compareAndSet(installed, installed.become(PluginState.ACTIVE, Optional.empty(), START), Optional.of(event(PluginEvent.Kind.DOWNGRADED)));
        assertThat(verbs()).containsExactly("plugin.install shop ann", "plugin.downgrade shop ann");
        assertThat(catalogue.history("shop", 1)).extracting(PluginEvent::kind).containsExactly(PluginEvent.Kind.DOWNGRADED);
    }

    private JobId dead(TestJobs made) {
        NewJob job = made.of("shop");
        JobStore jobs = stores.jobs();
        jobs.insert(List.of(job));
        JobExecution execution = jobs.claim(new Claim(TestJobs.QUEUE, "node-1", START, START.plusSeconds(60), group -> 1, 1)).get(0);
        assertThat(jobs.write("node-1", List.of(TestJobs.bury(execution, START)), List.of())).containsExactly(job.id());
        return job.id();
    }

    private static NewJob wanted(NewJob job) {
        return new NewJob(job.id(), job.request(), job.enqueuedAt(), Optional.of(about(Verb.JOBS_RUN)));
    }

    private static Decision about(Verb verb) {
        return new Decision(START, "ann", verb, Optional.of("shop"), "jobs", Optional.empty(), Optional.empty());
    }

    protected final void append(int count) {
        IntStream.range(0, count).forEach(i -> store.append(decision(i, "ann", "shop")));
    }

    protected final AuditCheck check() {
        return AuditCheck.of("s", store);
    }

    private List<Long> numbers(AuditFilter filter) {
        return store.read(filter).stream().map(AuditRecord::number).toList();
    }

    private List<String> verbs() {
        return store.after(0, 100).stream().map(AuditRecord::decision)
                .map(decision -> decision.verb() + " " + decision.slug().orElse("-") + " " + decision.by()).toList();
    }

    private static Decision decision(int second, String by, String slug) {
        Instant at = START.plusSeconds(second);
        return new Decision(at, by, "plugin.activate", Optional.of(slug), "1.0.0", Optional.empty(), Optional.empty());
    }

    private static PluginEvent event(PluginEvent.Kind kind) {
        return new PluginEvent(FIRST, kind, "ann", "", START);
    }

    private static StoredSetting setting(SettingKind kind, String name, String value) {
        return new StoredSetting("shop", kind, name, value.getBytes(StandardCharsets.UTF_8), "ann", START);
    }
}
