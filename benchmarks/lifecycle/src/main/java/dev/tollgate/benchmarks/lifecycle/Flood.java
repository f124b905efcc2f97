package dev.tollgate.benchmarks.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Offers from many threads to a service that takes milliseconds for each event, and a stop when half of them were made. */
final class Flood {
    static final int THREADS = 8;

    private static final String SLUG = "slow-one";
    private static final long LOOK_NANOS = 1_000_000;
    private static final byte[] PAYLOAD = new byte[1_000];

    private final Stack stack;
    private final int offers;
    private final AtomicInteger made = new AtomicInteger();
    private final LongAdder accepted = new LongAdder();
    private final CountDownLatch half = new CountDownLatch(1);

    Flood(Stack stack, int offers) throws InstallException {
        this.stack = stack;
        this.offers = offers;
        PluginId id = stack.registry().install(TestPackage.service(SLUG, "1.0.0").build(), Stack.BY);
        stack.registry().grant(id, "queue", Stack.BY);
        stack.registry().activate(SLUG, Optional.of(id.version()), Stack.BY);
        while (stack.services().get(SLUG).filter(service -> service.state() == ServiceState.RUNNING).isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    void run() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> floods = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            floods.add(threads.submit(this::offer));
        }
        threads.shutdown();
        half.await();
        stack.services().stop(SLUG, Manifest.OnStop.DISCARD, Stack.BY);
        for (Future<?> flood : floods) {
            flood.get();
        }
    }

    private void offer() {
        for (int i = made.incrementAndGet(); i <= offers; i = made.incrementAndGet()) {
            if (stack.ingress().offer(IngressEvent.of(SLUG, "flood", "slow", "note", PAYLOAD, Instant.EPOCH)).accepted()) {
                accepted.increment();
            }
            if (i == offers / 2) {
                half.countDown();
            }
        }
    }

    ServiceCounters counters() {
        return stack.services().get(SLUG).orElseThrow().counters();
    }

    /** What should not have been; empty where all adds up. */
    List<String> wrongs() {
        ServiceCounters is = counters();
        long taken = accepted.sum();
        ServiceCounters wanted = new ServiceCounters(taken, is.completed(), taken - is.discarded(), offers - taken, 0, 0, 0, 0, is.discarded());
        return is.equals(wanted) && is.completed() > 0 ? List.of() : List.of(accepted + " events were taken in, and the service says " + is);
    }
}
