package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import dev.tollgate.lifecycle.internal.HandClock;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiagnosticRingsTest {
    private final HandClock clock = new HandClock();
    private final DiagnosticRings log = new DiagnosticRings(3, 5, clock);

    @Test
    void theNewestOfEachAndOfAllAreKeptNewestFirst() {
        for (int i = 1; i <= 4; i++) {
            log.note("alpha", Level.INFO, "a" + i);
            clock.turn(Duration.ofSeconds(1));
            log.note("beta", Level.ERROR, "b" + i);
        }
        assertThat(log.of("alpha")).extracting(Diagnostic::text).containsExactly("a4", "a3", "a2");
        assertThat(log.of("beta")).extracting(Diagnostic::level).containsOnly(Level.ERROR);
        assertThat(log.all()).extracting(Diagnostic::text).containsExactly("b4", "a4", "b3", "a3", "b2");
        assertThat(log.all().get(0).at()).isEqualTo(clock.instant());
        assertThat(log.of("gamma")).isEmpty();
    }

    @Test
    void whatAGuestWroteIsOnePlainLineOfBoundedLength() {
        log.note("alpha", Level.INFO, "one\ntwo\u001b[31m");
        assertThat(log.of("alpha").get(0).text()).isEqualTo("one\\u000atwo\\u001b[31m");
        log.note("alpha", Level.INFO, "\n".repeat(1_000_000));
        assertThat(log.of("alpha").get(0).text()).hasSize(500).endsWith("...");
        log.note("alpha", Level.INFO, "x".repeat(500));
        assertThat(log.of("alpha").get(0).text()).hasSize(500).endsWith("x");
        log.note("alpha", Level.INFO, "x".repeat(496) + "\ud83d\ude00".repeat(300));
        assertThat(log.of("alpha").get(0).text()).hasSizeLessThanOrEqualTo(500).endsWith("x...");
    }

    @Test
    void aPluginThatIsGoneIsForgottenAndStaysInTheRecordOfAll() {
        log.note("alpha", Level.INFO, "here");
        log.forget("alpha");
        assertThat(log.of("alpha")).isEmpty();
        assertThat(log.all()).hasSize(1);
    }

    @Test
    void aSizeThatIsNoneIsRefusedWithItsKey() {
        assertThatThrownBy(() -> new DiagnosticRings(settings(0, 10))).hasMessageContaining("dev.tollgate.diagnostics: per.plugin is 0");
        assertThatThrownBy(() -> log.configure(settings(10, 100_001))).hasMessageContaining("in.all is 100001");
        log.configure(settings(1, 2));
        log.note("alpha", Level.INFO, "one");
        log.note("alpha", Level.INFO, "two");
        assertThat(log.of("alpha")).hasSize(1);
    }

    /** Eight threads write and read; nothing is lost but what is pushed out, and each thread's own order is kept. */
    @Test
    void eightThreadsAtOnceLeaveTheNewestInOrder() throws Exception {
        DiagnosticRings shared = new DiagnosticRings(100, 1_000, clock);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch ready = new CountDownLatch(8);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                Random random = new Random(seed + t);
                ends.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    for (int i = 0; i < 5_000; i++) {
                        shared.note("plugin-" + thread % 2, Level.INFO, thread + " " + i);
                        if (random.nextInt(50) == 0) {
                            inOrder(shared.all());
                            inOrder(shared.of("plugin-" + random.nextInt(2)));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(shared.all()).hasSize(1_000);
        assertThat(shared.of("plugin-0")).hasSize(100).allMatch(diagnostic -> diagnostic.slug().equals("plugin-0"));
        inOrder(shared.all());
    }

    /** A writer that was overtaken by a whole round does not put its older entry over a newer one. */
    @Test
    void whatIsReadIsNeverOlderThanARound() throws Exception {
        Ring<Integer> ring = new Ring<>(2);
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                ends.add(threads.submit(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        ring.add(next.getAndIncrement());
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ring.newest()).as("both places hold the newest number").hasSize(2);
    }

    private static void inOrder(List<Diagnostic> newest) {
        Map<String, Integer> last = new HashMap<>();
        for (Diagnostic diagnostic : newest) {
            String[] text = diagnostic.text().split(" ");
            int number = Integer.parseInt(text[1]);
            assertThat(last.getOrDefault(text[0], Integer.MAX_VALUE)).isGreaterThan(number);
            last.put(text[0], number);
        }
    }

    private static DiagnosticSettings settings(int perPlugin, int inAll) {
        return new DiagnosticSettings() {
            @Override
            public int per_plugin() {
                return perPlugin;
            }

            @Override
            public int in_all() {
                return inAll;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return DiagnosticSettings.class;
            }
        };
    }
}
