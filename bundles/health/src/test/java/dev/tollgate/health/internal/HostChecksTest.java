package dev.tollgate.health.internal;

import static dev.tollgate.health.internal.HandHost.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.configuration.ConfigurationFault;
import dev.tollgate.configuration.ConfigurationFault.InForce;
import dev.tollgate.configuration.ConfigurationFaults;
import dev.tollgate.engine.GuestMemory;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.limits.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class HostChecksTest {
    @Test
    void whatIsMissingIsRedAndNeverLeftOut() {
        HandHost nothing = new HandHost();
        Rules rules = Settings.rules();
        for (HostCheck check : new HostCheck[] {new RestoredCheck(nothing), new CatalogueStoreCheck(nothing), new JobStoreCheck(nothing),
            new KvStoreCheck(nothing), new ProvidersCheck(nothing), new PluginsCheck(nothing), new BreakersCheck(nothing),
            new QueuesCheck(nothing, rules), new HandlersCheck(nothing, rules), new SchedulesCheck(nothing, rules),
            new MemoryCheck(nothing, rules), new ServicesCheck(nothing),
            new ConfigurationFaultsCheck(nothing)}) {
            assertThat(said(check)).as(check.getClass().getSimpleName()).startsWith("CRITICAL").contains("log");
        }
    }

    @Test
    void eachStoreIsAskedAndOneThatThrowsIsRed() {
        AtomicBoolean broken = new AtomicBoolean();
        HandHost host = new HandHost();
        for (String name : List.of("sqlite", "postgres")) {
            boolean breaks = name.equals("postgres");
            host.with(name, Fake.of(CatalogueStore.class, Map.of("find", () -> answer(breaks && broken.get(), Optional.empty()))));
            host.with(name, Fake.of(JobStore.class, Map.of("reclaim", () -> answer(breaks && broken.get(), 0))));
            host.with(name, Fake.of(KvStore.class, Map.of("bytes", () -> answer(breaks && broken.get(), 0L))));
        }
        for (HostCheck check : new HostCheck[] {new CatalogueStoreCheck(host), new JobStoreCheck(host), new KvStoreCheck(host)}) {
            broken.set(false);
            assertThat(said(check)).isEqualTo("OK\nOK sqlite answers\nOK postgres answers");
            broken.set(true);
            assertThat(said(check)).startsWith("CRITICAL").contains("OK sqlite answers",
                    "postgres does not answer: no connection; mend the database or the disk, or see dev.tollgate.store.postgres.cfg");
        }
    }

    private static <T> T answer(boolean broken, T otherwise) {
        if (broken) {
            throw new IllegalStateException("no connection");
        }
        return otherwise;
    }

    @Test
    void aGuestThatFoundNoRoomIsRedForAWhile() {
        AtomicLong held = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        HandHost host = new HandHost().with(Fake.of(GuestMemory.class, Map.of("allowed", () -> Bytes.ofMiB(100),
                "held", () -> Bytes.ofMiB(held.get()), "refused", refused::get)));
        MemoryCheck check = new MemoryCheck(host, Settings.rules("memory_warn_percent", 90, "memory_refused_s", 60));
        assertThat(said(check)).isEqualTo("OK\nOK guests hold 0% of 100 MiB");
        held.set(90);
        assertThat(said(check)).startsWith("OK");
        held.set(91);
        assertThat(said(check)).startsWith("WARN").contains("memory.mb in dev.tollgate.pool");
        refused.set(3);
        assertThat(said(check)).startsWith("CRITICAL").contains("3 did since the start");
        host.turn(Duration.ofSeconds(59));
        held.set(0);
        assertThat(said(check)).startsWith("CRITICAL");
        host.turn(Duration.ofSeconds(1));
        assertThat(said(check)).startsWith("OK");
        refused.set(4);
        assertThat(said(check)).startsWith("CRITICAL");
        refused.set(0);
        assertThat(said(check)).as("the engine began anew").startsWith("OK");
    }

    @Test
    void whatIsRefusedInAConfigurationIsAWarningWithItsKey() {
        AtomicReference<List<ConfigurationFault>> faults = new AtomicReference<>(List.of());
        ConfigurationFaultsCheck check = new ConfigurationFaultsCheck(new HandHost().with(Fake.of(ConfigurationFaults.class, Map.of("present", faults::get))));
        assertThat(said(check)).isEqualTo("OK\nOK everything that is configured is in force");
        faults.set(List.of(new ConfigurationFault("dev.tollgate.pool", Optional.empty(), "memory.mb", "memory.mb is 'x', allowed is a whole number",
                InForce.FORMER, HandHost.START)));
        assertThat(said(check)).isEqualTo("WARN\nWARN configuration dev.tollgate.pool: memory.mb is 'x', allowed is a whole number;"
                + " the values before it stay in force; correct it, it is read again at once");
    }

    @Test
    void aServiceThatFailedIsRedAndOneThatWasStoppedIsNot() {
        AtomicReference<ServiceState> state = new AtomicReference<>(ServiceState.FAILED);
        ServicesCheck check = new ServicesCheck(new HandHost().with(Fake.of(Services.class, Map.of("list", () -> List.of(new ServiceView(Fake.MAIL,
                state.get(), HandHost.START, Optional.of("its start answered 1"), 4, Optional.of(HandHost.START.plusSeconds(8)), false, 0, 32,
                ServiceCounters.NONE, Optional.empty()))))));
        assertThat(said(check)).startsWith("CRITICAL").contains("the service of order-mail failed: its start answered 1; it is started again at "
                + "2026-03-01T12:00:08Z, or at once by tollgate:services start order-mail");
        for (ServiceState fine : new ServiceState[] {ServiceState.RUNNING, ServiceState.STOPPED, ServiceState.STARTING, ServiceState.READY}) {
            state.set(fine);
            assertThat(said(check)).as("%s", fine).startsWith("OK");
        }
    }

    @Test
    void threadsThatWaitForEachOtherSpeakAgainstBeingAlive() throws Exception {
        DeadlockCheck check = new DeadlockCheck(new HandHost());
        assertThat(said(check)).startsWith("OK");
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch ended = new CountDownLatch(2);
        Thread[] threads = {holder("first", one, other, both, ended), holder("second", other, one, both, ended)};
        try {
            String said = said(check);
            while (!said.startsWith("CRITICAL")) {
                Thread.onSpinWait();
                said = said(check);
            }
            assertThat(said).contains("first, second");
        } finally {
            threads[0].interrupt();
            ended.await();
        }
        assertThat(said(check)).startsWith("OK");
    }

    private static Thread holder(String name, ReentrantLock has, ReentrantLock wants, CyclicBarrier both, CountDownLatch ended) {
        Thread thread = new Thread(() -> {
            has.lock();
            try {
                both.await();
                wants.lockInterruptibly();
                wants.unlock();
            } catch (Exception over) {
                Thread.currentThread().interrupt();
            } finally {
                has.unlock();
                ended.countDown();
            }
        }, name);
        thread.start();
        return thread;
    }
}
