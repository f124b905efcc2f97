package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void theEndOfTheComponentEndsWhatIsUnderWayAndLeavesNoThread() throws Exception {
        Set<Thread> before = ours();
        try (SilentServer server = new SilentServer(); Bed bed = new Bed().ports(server.port())) {
            CompletableFuture<GateException> refusal = CompletableFuture.supplyAsync(() -> catchThrowableOfType(GateException.class,
                    () -> bed.get("http://api.example.com:" + server.port() + "/")));
            while (bed.capability.connections() == 0) {
                Thread.onSpinWait();
            }
            bed.close();
            assertThat(refusal.get().errno()).isEqualTo(Errno.EUNAVAILABLE);
            assertThat(bed.capability.connections()).isZero();
            bed.refused(Errno.EUNAVAILABLE, "http://api.example.com:" + server.port() + "/");
        }
        for (Thread thread : ours()) {
            if (!before.contains(thread)) {
                thread.join();
            }
        }
    }

    @Test
    void anInterruptEndsARequestThatWaitsForItsAnswer() throws Exception {
        try (SilentServer server = new SilentServer(); Bed bed = new Bed().ports(server.port())) {
            CompletableFuture<GateException> refusal = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                refusal.complete(catchThrowableOfType(GateException.class, () -> bed.get("http://api.example.com:" + server.port() + "/")));
            });
            caller.start();
            while (bed.capability.connections() == 0) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            assertThat(refusal.get().errno()).isEqualTo(Errno.ETIMEOUT);
            assertThat(bed.capability.connections()).isZero();
        }
    }

    @Test
    void aLookUpThatDoesNotAnswerEndsAtTheDeadlineAndAPluginHasAShareOfThemOnly() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        Resolver stuck = name -> {
            if (name.startsWith("stuck")) {
                awaitUninterrupted(answer);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed(Bed.BOUNDS, stuck).hosts("*.example.com").ports(server).remaining(SHORT)) {
            String url = "http://stuck.example.com:" + server.port() + "/";
            for (int i = 0; i < Lookups.MOST_PER_PLUGIN; i++) {
                bed.refused(Errno.ETIMEOUT, url);
            }
            assertThat(bed.remaining(Bed.AMPLE).refused(Errno.EUNAVAILABLE, url)).hasMessageContaining("look-ups");
            assertThat(bed.plugin("other-plugin").get("http://api.example.com:" + server.port() + "/").text()).isEqualTo("ok");
            answer.countDown();
        }
    }

    @Test
    void bodiesUnderWayShareABoundedPartOfTheHeapAndGiveItBack() throws Exception {
        ResponseMemory memory = new ResponseMemory(1_000);
        memory.take("a", 500);
        assertThat(catchThrowableOfType(GateException.class, () -> memory.take("a", 1)).errno()).isEqualTo(Errno.EUNAVAILABLE);
        memory.take("b", 400);
        assertThat(catchThrowableOfType(GateException.class, () -> memory.take("c", 101)).errno()).isEqualTo(Errno.EUNAVAILABLE);
        memory.give("a", 500);
        memory.take("c", 101);
        memory.give("b", 400);
        memory.give("c", 101);
        assertThat(memory.taken()).isZero();

        Bounds tight = new Bounds(10_485_760, 65_536, 128, Bed.AMPLE, Bed.AMPLE, 1_048_576);
        try (HostileServer large = HostileServer.ok("x".repeat(1_000_000)); HostileServer small = HostileServer.ok("ok");
                Bed bed = new Bed(tight, Bed.LOOPBACK).ports(large, small)) {
            bed.refused(Errno.EUNAVAILABLE, "http://api.example.com:" + large.port() + "/");
            assertThat(bed.get("http://api.example.com:" + small.port() + "/").text()).isEqualTo("ok");
        }
    }

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("tollgate-http")).collect(Collectors.toSet());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException notHeard) {
                // A look-up of the system does not hear it either.
            }
        }
    }
}
