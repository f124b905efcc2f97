package dev.tollgate.lifecycle.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Asked, granted, provided: what becomes of a call at each of the three. */
class PluginGatesTest extends OnePlugin {
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
    void aProviderOfWhatIsDeniedIsNotWaitedForWhenItGoes() {
        TestGates patient = new TestGates(LONG);
        PluginGates denied = new GateBook(patient.gates, grants, debts, Clock.systemUTC()).open(PLUGIN, manifest(PLUGIN, "kv: " + ASKED),
                Set.of(KV), Map.of());
        patient.add(kv);
        patient.remove(kv);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> denied.missing(LONG))).isEmpty();
    }

    @Test
    void whatIsOptionalIsNotWaitedForNorTheCapsOfJobs() {
        PluginGates optional = plugin(PLUGIN, "kv: {keys: [a], optional: true}\n  high_resource_jobs: {}");
        grants.grant(PLUGIN, "kv", "{}", "anna");
        grants.grant(PLUGIN, "high_resource_jobs", "{}", "anna");
        assertThat(optional.missing()).isEmpty();
        assertThat(optional.highResourceJobs()).isFalse();
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
}
