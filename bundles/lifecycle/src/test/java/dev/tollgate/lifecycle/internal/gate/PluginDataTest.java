package dev.tollgate.lifecycle.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a provider keeps for a plugin is made ready by one version, in time, and is nobody else's. */
class PluginDataTest extends OnePlugin {
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
        store.owe(new CleanupDebt("probe", "kv"));
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
    void aCapabilityThatKeepsNothingForPluginsOwesNothing() {
        store.owe(new CleanupDebt("probe", "calls"));
        debts.owe("probe", Set.of("calls"));
        gates.gates.settle(debts);
        assertThat(store.debts()).as("nobody provides it, and who will may have something").hasSize(1);
        gates.add((Calls) (call, name) -> name, "com.example.calls", 0);
        gates.gates.settle(debts);
        assertThat(store.debts()).isEmpty();
    }

    @Gate(name = "calls")
    public interface Calls extends Capability {
        @GateFunction("call")
        String call(GateCall call, String name) throws GateException;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
