package dev.tollgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What all instances hold together is bounded, counted to the granule, and given back. */
class HostMemoryTest {
    private static final long GRANULE = MemoryBudget.GRANULE;

    @Test
    void whatAnInstanceTakesIsTakenFromTheHostInWholeGranules() {
        HostMemory host = host(100);
        MemoryBudget budget = new MemoryBudget(Bytes.ofMiB(1), host);
        budget.take(1);
        assertThat(host.held().count()).isEqualTo(GRANULE);
        budget.take(GRANULE - 1);
        assertThat(host.held().count()).as("the granule is full, and there is no other").isEqualTo(GRANULE);
        budget.take(1);
        assertThat(host.held().count()).isEqualTo(2 * GRANULE);
        budget.giveBack(2);
        assertThat(host.held().count()).isEqualTo(GRANULE);
        budget.release();
        assertThat(host.held().count()).isZero();
    }

    @Test
    void whoAsksWhenTheHostHasNoRoomIsNotBlamed() {
        HostMemory host = host(10);
        MemoryBudget one = new MemoryBudget(Bytes.ofMiB(1), host);
        MemoryBudget other = new MemoryBudget(Bytes.ofMiB(1), host);
        one.take(8 * GRANULE);
        assertThatThrownBy(() -> other.take(3 * GRANULE)).isInstanceOf(NoRoomException.class)
                .hasMessage("the host has no room for 12288 bytes more: all guests together may hold 40 KiB");
        assertThat(host.held().count()).as("nothing was taken").isEqualTo(8 * GRANULE);
        other.take(2 * GRANULE);
        assertThat(host.refused()).isEqualTo(1);
    }

    @Test
    void whatCanNeverBeHadIsTheInstancesLimit() {
        MemoryBudget budget = new MemoryBudget(Bytes.ofMiB(1), host(10));
        assertThatThrownBy(() -> budget.take(11 * GRANULE)).isInstanceOfSatisfying(Tripped.class, trip -> {
            assertThat(trip.limit()).isEqualTo(Limit.MEMORY);
            assertThat(trip.allowed()).isEqualTo(10 * GRANULE);
        });
    }

    @Test
    void whatIsIdleIsGivenUpFirst() {
        AtomicReference<MemoryBudget> idle = new AtomicReference<>();
        List<Long> asked = new ArrayList<>();
        HostMemory host = new HostMemory(new Bytes(10 * GRANULE), wanted -> {
            asked.add(wanted);
            idle.get().release();
        });
        idle.set(new MemoryBudget(Bytes.ofMiB(1), host));
        idle.get().take(9 * GRANULE);
        MemoryBudget budget = new MemoryBudget(Bytes.ofMiB(1), host);
        budget.take(5 * GRANULE);
        assertThat(asked).containsExactly(5 * GRANULE);
        assertThat(host.held().count()).isEqualTo(5 * GRANULE);
    }

    @Test
    void manyThreadsNeverHoldMoreThanThereIsAndGiveAllBack() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        HostMemory host = host(64);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> ends = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(seed + t);
                ends.add(threads.submit((Callable<Void>) () -> {
                    for (int i = 0; i < 20_000; i++) {
                        MemoryBudget budget = new MemoryBudget(Bytes.ofMiB(1), host);
                        try {
                            budget.take(random.nextInt((int) (40 * GRANULE)));
                            budget.take(random.nextInt((int) (20 * GRANULE)));
                            assertThat(host.held()).isLessThanOrEqualTo(host.allowed());
                        } catch (NoRoomException full) {
                            // As it should be: four of them want more than there is.
                        } finally {
                            budget.release();
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(host.held().count()).as("seed %d", seed).isZero();
    }

    private static HostMemory host(int granules) {
        return new HostMemory(new Bytes(granules * GRANULE), wanted -> { });
    }
}
