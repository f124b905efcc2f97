package dev.tollgate.lifecycle.internal.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.lifecycle.internal.HandClock;
import dev.tollgate.lifecycle.internal.MemoryStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Asked, granted, provided: what becomes of a call at each of the three. */
class PluginGatesTest {
    private static final GateName KV = new GateName("kv", 1);
    private static final PluginId PLUGIN = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String ASKED = "{\"keys\":[\"a\",\"b\"],\"mostBytes\":100}";

    private final HandClock clock = new HandClock();
    private final MemoryStore store = new MemoryStore();
    private final TestGates gates = new TestGates(Duration.ZERO);
    private final GrantRegistry grants = new GrantRegistry(store, Clock.systemUTC());
    private final CleanupDebts debts = new CleanupDebts(store);
    private final GateBook book = new GateBook(gates.gates, grants, debts, clock.withZone(ZoneOffset.UTC));
    private final Kv kv = new Kv();
    private final PluginGates plugin = plugin(PLUGIN, "kv: " + ASKED);

    @Test
    void withoutAGrantItIsEpermAlsoWhereNobodyProvidesIt() {
        refused(Errno.EPERM, this::pass);
        gates.add(kv);
        refused(Errno.EPERM, this::pass);
    }

    @Test
    void withoutAProviderItIsEunavailable() {
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        refused(Errno.EUNAVAILABLE, this::pass);
        assertThat(plugin.missing()).containsExactly("tollgate:kv@1");
    }

    @Test
    void askedGrantedAndProvidedItIsTheGateWithTheGrantedScope() throws Exception {
        gates.add(kv);
        grants.grant(PLUGIN, "kv", "{\"keys\":[\"b\"],\"mostBytes\":7}", "anna");
        Gatekeeper.Passage passage = pass();
        assertThat(passage.provider()).isSameAs(kv);
        assertThat(passage.scope()).isEqualTo(new KvGate.KvScope(Set.of("b"), 7));
        passage.leave();
        assertThat(plugin.missing()).isEmpty();
    }

    @Test
    void aGrantThatIsWiderThanWhatIsAskedOpensNothing() {
        gates.add(kv);
        grants.grant(PLUGIN, "kv", "{\"keys\":[\"a\",\"c\"],\"mostBytes\":7}", "whoever changed the store");
        refused(Errno.EPERM, this::pass);
    }

    /** A54: the grant is withdrawn after the gatekeeper was asked, and before the provider is called. */
    @Test
    void a54AGrantThatIsWithdrawnBetweenCheckAndUseIsEperm() throws Exception {
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        Gatekeeper.Passage passage = pass();
        passage.admit();
        grants.deny(PLUGIN, "kv", "bert");
        refused(Errno.EPERM, passage::admit);
        refused(Errno.EPERM, this::pass);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        refused(Errno.EPERM, passage::admit);
        passage.leave();
        pass().leave();
    }

    /** Somebody else changed it at the same time: its gates were closed, and it is still there. */
    @Test
    void aPluginThatWasNotRemovedAfterAllHearsOfTheNextGrant() throws Exception {
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        pass().leave();
        grants.shut(PLUGIN, "bert");
        refused(Errno.EPERM, this::pass);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        pass().leave();
    }

    /** A53: what one plugin holds is no other's, nor another digest's of the same plugin. */
    @Test
    void a53AGrantIsOnePluginDigestsOnly() {
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        PluginGates other = plugin(new PluginId("other", "1.0.0", PLUGIN.digest()), "kv: " + ASKED);
        refused(Errno.EPERM, () -> other.pass(KV, () -> Duration.ZERO));
        PluginGates changed = plugin(new PluginId("probe", "1.0.0", Digest.of(new byte[] {1})), "kv: " + ASKED);
        refused(Errno.EPERM, () -> changed.pass(KV, () -> Duration.ZERO));
    }

    @Test
    void aPluginCallsAGateAsOftenAsTheGateSaysInAnyMinuteWhicheverProviderItMeets() throws Exception {
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        for (int i = 0; i < 3; i++) {
            admitted();
        }
        refused(Errno.ERATELIMIT, this::admitted);
        gates.remove(kv);
        gates.add(new Kv());
        refused(Errno.ERATELIMIT, this::admitted);
        clock.turn(Duration.ofMinutes(1));
        admitted();
    }

    @Test
    void everyCallIsCountedByHowItEnded() throws Exception {
        refused(Errno.EPERM, this::pass);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        refused(Errno.EUNAVAILABLE, this::pass);
        gates.add(kv);
        Gatekeeper.Passage passage = pass();
        passage.ended(null, 2_000);
        passage.ended(Errno.ENOENT, 1_000);
        passage.leave();
        assertThat(book.counts("probe")).singleElement().satisfies(count -> {
            assertThat(count.gate()).isEqualTo("tollgate:kv@1");
            assertThat(count.answered()).isEqualTo(1);
            assertThat(count.refused()).isEqualTo(Map.of(Errno.EPERM, 1L, Errno.EUNAVAILABLE, 1L, Errno.ENOENT, 1L));
            assertThat(count.time()).isEqualTo(Duration.ofNanos(3_000));
        });
        book.forget("probe");
        assertThat(book.counts("probe")).isEmpty();
    }

    @Test
    void dataIsMadeReadyBeforeTheFirstCallOfAProviderAndOnlyByTheVersionThatIsActive() throws Exception {
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        pass().leave();
        pass().leave();
        assertThat(kv.data).containsExactly("prepare 1.0.0 [seed.txt]");
        Kv next = new Kv();
        gates.remove(kv);
        gates.add(next);
        plugin.retire();
        pass().leave();
        assertThat(next.data).isEmpty();
    }

    @Test
    void dataThatCannotBeMadeReadyKeepsTheGateShutAndItsProviderFree() throws Exception {
        kv.unfit = true;
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        refused(Errno.EINTERNAL, this::pass);
        gates.remove(kv);
    }

    /** Otherwise the older version's data would be brought back under the newer one. */
    @Test
    void whoRetiresAVersionWaitsForItsDataThatIsBeingMadeReady() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        kv.preparing = () -> {
            begun.countDown();
            await(go);
            order.add("ready");
        };
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        Thread caller = new Thread(() -> assertThatCode(() -> pass().leave()).doesNotThrowAnyException());
        caller.start();
        await(begun);
        Thread activation = new Thread(() -> {
            plugin.retire();
            order.add("retired");
        });
        activation.start();
        while (activation.getState() != Thread.State.TIMED_WAITING && activation.isAlive()) {
            Thread.onSpinWait();
        }
        go.countDown();
        activation.join();
        caller.join();
        assertThat(order).containsExactly("ready", "retired");
    }

    /** A23: making data ready takes as long as a migration, or as a database that does not answer. */
    @Test
    void a23WhoMeetsAGateThatIsBeingMadeReadyWaitsNoLongerThanItCan() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        kv.preparing = () -> {
            begun.countDown();
            await(go);
        };
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        Thread first = new Thread(() -> assertThatCode(() -> pass().leave()).doesNotThrowAnyException());
        first.start();
        await(begun);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> refused(Errno.EUNAVAILABLE, this::pass));
        go.countDown();
        first.join();
        pass().leave();
        assertThat(kv.data).as("once").hasSize(1);
    }

    @Test
    void aProviderThatBreaksWhileItsDataIsMadeReadyIsEinternalAndCounted() throws Exception {
        kv.preparing = () -> {
            throw new IllegalStateException("a bug of the provider's");
        };
        gates.add(kv);
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        refused(Errno.EINTERNAL, this::pass);
        refused(Errno.EINTERNAL, plugin::prepare);
        assertThat(book.counts("probe")).singleElement().satisfies(count -> assertThat(count.refused()).isEqualTo(Map.of(Errno.EINTERNAL, 1L)));
        gates.remove(kv);
    }

    /** A55: what an earlier plugin of the same name left behind is no business of the next one's. */
    @Test
    void a55WhatARemovedPluginLeftBehindIsDeletedBeforeAnotherOfItsNameGetsToIt() throws Exception {
        debts.owe("probe", Set.of("kv"));
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        kv.stuck = true;
        gates.add(kv);
        gates.gates.settle(debts);
        refused(Errno.EUNAVAILABLE, this::pass);
        kv.stuck = false;
        pass().leave();
        assertThat(kv.data).containsExactly("forget probe", "prepare 1.0.0 [seed.txt]");
        gates.gates.settle(debts);
        assertThat(kv.data).as("once").hasSize(2);
    }

    @Test
    void whatIsOptionalIsNotWaitedForNorTheCapsOfJobs() {
        PluginGates optional = plugin(PLUGIN, "kv: {keys: [a], optional: true}\n  high_resource_jobs: {}");
        grants.grant(PLUGIN, "kv", "{}", "anna");
        grants.grant(PLUGIN, "high_resource_jobs", "{}", "anna");
        assertThat(optional.missing()).isEmpty();
        assertThat(optional.highResourceJobs()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Gate(name = "queue")
    public interface QueueGate {
    }

    private static final class Queue implements Capability, QueueGate {
    }

    /** An update that a refresh follows takes a provider away twice. */
    @Test
    void aProviderThatGoesWhileAnotherOneIsWaitedForIsWaitedForAsWell() throws Exception {
        TestGates patient = new TestGates(LONG);
        Queue queue = new Queue();
        PluginGates both = new GateBook(patient.gates, grants, debts, Clock.systemUTC()).open(PLUGIN,
                manifest(PLUGIN, "kv: " + ASKED + "\n  queue: {}"), Set.of(KV, new GateName("queue", 1)), Map.of());
        grants.grant(PLUGIN, "kv", ASKED, "anna");
        grants.grant(PLUGIN, "queue", "{}", "anna");
        patient.add(kv);
        patient.add(queue);
        patient.remove(queue);
        FutureTask<List<String>> call = new FutureTask<>(() -> both.missing(LONG));
        Thread caller = new Thread(call);
        caller.start();
        // It saw that kv is there, and waits for the other.
        String queues = awaitWaiting(caller, call, "");
        patient.remove(kv);
        patient.add(queue);
        awaitWaiting(caller, call, queues);
        patient.add(kv);
        assertThat(call.get()).isEmpty();
    }

    /** Waits until a thread waits for something, and not for what it waited for before, or has done its work. */
    private static String awaitWaiting(Thread thread, FutureTask<?> work, String before) {
        while (!work.isDone()) {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
            if (info != null && info.getThreadState() == Thread.State.TIMED_WAITING && !info.getLockName().equals(before)) {
                return info.getLockName();
            }
            Thread.onSpinWait();
        }
        return "";
    }

    private void admitted() throws GateException {
        Gatekeeper.Passage passage = pass();
        try {
            passage.admit();
        } finally {
            passage.leave();
        }
    }

    private Gatekeeper.Passage pass() throws GateException {
        return plugin.pass(KV, () -> Duration.ZERO);
    }

    private static void refused(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, refused -> assertThat(refused.errno()).isEqualTo(errno));
    }

    private PluginGates plugin(PluginId id, String capabilities) {
        return book.open(id, manifest(id, capabilities), Set.of(KV), Map.of("kv", Map.of("seed.txt", new byte[0])));
    }

    private static Manifest manifest(PluginId id, String capabilities) {
        String yaml = "apiVersion: tollgate/v1\nslug: " + id.slug() + "\nname: Probe\nversion: 1.0.0\nserver: { wasm: plugin.wasm }\ncapabilities:\n  "
                + capabilities + "\n";
        try {
            return new ManifestReader().read(yaml.getBytes(UTF_8));
        } catch (ManifestException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
