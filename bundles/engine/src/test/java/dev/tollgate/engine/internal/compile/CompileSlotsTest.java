package dev.tollgate.engine.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.limits.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Compiling is bounded in time, size and number, and whatever it ends in is a refusal. */
class CompileSlotsTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Runnable NOTHING = () -> { };

    @Test
    void itRunsOnADaemonThreadThatIsNamedAfterTheModule() throws Exception {
        Thread thread = slots(PATIENT).run("0123456789ab", work -> Thread.currentThread(), NOTHING);
        assertThat(thread.getName()).isEqualTo("tollgate-compile-0123456789ab");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void noMoreAreUnderWayThanThereAreSlots() throws Exception {
        CompileSlots slots = slots(PATIENT);
        AtomicInteger present = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(CompletableFuture.runAsync(() -> run(slots, work -> {
                most.accumulateAndGet(present.incrementAndGet(), Math::max);
                Thread.yield();
                return present.decrementAndGet();
            })));
        }
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(most).hasValue(1);
    }

    /** A10: a compile bomb ends in a refusal, and others are compiled while it still runs. */
    @Test
    void a10WhatTakesTooLongIsRefusedAndOthersGoOn() throws Exception {
        CompileSlots slots = slots(AT_ONCE);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        assertThatThrownBy(() -> slots.run("slow", endless(stuck), ended::countDown)).isInstanceOf(ModuleRefusedException.class)
                .hasMessageContaining("compile.time.s");
        assertThat(ended.getCount()).as("it is still at work").isEqualTo(1);
        assertThat(slots.freeSlots()).isEqualTo(1);
        stuck.countDown();
        ended.await();
    }

    @Test
    void threadsThatOverranAreBoundedAndThenOthersAreRefusedInsteadOfWaitingForEver() throws Exception {
        CompileSlots slots = slots(AT_ONCE);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(CompileSlots.OVERDUE + 1);
        for (int i = 0; i <= CompileSlots.OVERDUE; i++) {
            assertThatThrownBy(() -> slots.run("slow", endless(stuck), ended::countDown)).hasMessageContaining("compile.time.s");
        }
        assertThat(slots.freeSlots()).as("the last one kept its slot").isZero();
        CountDownLatch notBegun = new CountDownLatch(1);
        assertThatThrownBy(() -> slots.run("next", work -> "made", notBegun::countDown)).isInstanceOf(ModuleRefusedException.class)
                .hasMessageContaining("try again later");
        assertThat(notBegun.getCount()).isZero();
        stuck.countDown();
        ended.await();
        assertThat(slots.freeSlots()).as("all ended, and gave back what they held").isEqualTo(1);
    }

    @Test
    void whatNobodyWaitsForStopsWhereItNextAsks() throws Exception {
        CompileSlots slots = slots(AT_ONCE);
        CountDownLatch late = new CountDownLatch(1);
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        assertThatThrownBy(() -> slots.run("slow", work -> {
            await(late);
            try {
                work.made(0);
                stopped.complete(false);
            } finally {
                stopped.complete(true);
            }
            return null;
        }, NOTHING)).isInstanceOf(ModuleRefusedException.class);
        late.countDown();
        assertThat(stopped.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatMakesMoreThanItMayIsRefused() {
        assertThatThrownBy(() -> slots(PATIENT).run("large", work -> {
            work.made(1_001);
            return null;
        }, NOTHING)).isInstanceOf(ModuleRefusedException.class).hasMessageContaining("1000 bytes").hasMessageContaining("compile.size.mb");
    }

    /** A10: the JVM goes on when a compilation runs out of memory. */
    @Test
    void a10RunningOutOfMemoryIsARefusal() throws Exception {
        CompileSlots slots = slots(PATIENT);
        assertThatThrownBy(() -> slots.run("greedy", work -> {
            throw new OutOfMemoryError("Java heap space");
        }, NOTHING)).isInstanceOf(ModuleRefusedException.class).hasMessageContaining("-Xmx");
        assertThatThrownBy(() -> slots.run("deep", work -> {
            throw new StackOverflowError();
        }, NOTHING)).isInstanceOf(ModuleRefusedException.class).hasMessageContaining("cannot be compiled");
        assertThatThrownBy(() -> slots.run("odd", work -> {
            throw new IllegalStateException("a bug");
        }, NOTHING)).isInstanceOf(ModuleRefusedException.class).hasMessageContaining("the compiler fails with it");
        String made = slots.run("next", work -> "made", NOTHING);
        assertThat(made).isEqualTo("made");
    }

    @Test
    void aRefusalComesThroughAsItIs() {
        ModuleRefusedException refusal = new ModuleRefusedException(List.of("no"));
        assertThatThrownBy(() -> slots(PATIENT).run("refused", work -> {
            throw refusal;
        }, NOTHING)).isSameAs(refusal);
    }

    private static CompileSlots slots(Duration time) {
        return new CompileSlots(new CompileBounds(time, 1, new Bytes(1_000)));
    }

    private static CompileSlots.Task<Void> endless(CountDownLatch until) {
        return work -> {
            await(until);
            return null;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static <T> T run(CompileSlots slots, CompileSlots.Task<T> task) {
        try {
            return slots.run("module", task, NOTHING);
        } catch (ModuleRefusedException refused) {
            throw new AssertionError(refused);
        }
    }
}
