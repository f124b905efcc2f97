package dev.tollgate.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MetricsPageTest {
    private static final String SECRET = "a-secret-of-a-scraper";

    @Test
    void itSaysHowPluginsJobsServicesAndTheEngineStand() {
        Bed bed = new Bed(10);
        assertThat(bed.scrape().lines()).contains(
                "tollgate_plugin_state{plugin=\"alpha\",state=\"active\"} 1.0",
                "tollgate_breaker_state{plugin=\"alpha\",state=\"closed\"} 1.0",
                "tollgate_breaker_cycles{plugin=\"alpha\"} 1.0",
                "tollgate_jobs{state=\"queued\"} 3.0",
                "tollgate_queue_lag_seconds{queue=\"plugins\"} 7.0",
                "tollgate_queue_due_jobs{queue=\"plugins\"} 2.0",
                "tollgate_schedules_late 0.0",
                "tollgate_guest_memory_refusals_total 4.0",
                "tollgate_service_state{plugin=\"alpha\",state=\"running\"} 1.0",
                "tollgate_service_queue_events{plugin=\"alpha\"} 2.0",
                "tollgate_service_events_total{event=\"timed_out\",plugin=\"alpha\"} 3.0",
                "tollgate_guest_memory_bytes 1048576.0",
                "tollgate_modules_total{result=\"compiled\"} 2.0",
                "tollgate_module_compile_seconds_total 1.5");
    }

    @Test
    void aStoreThatFailsHidesItsOwnMetricsOnly() {
        Bed bed = new Bed(10);
        bed.answers.put("counts", () -> {
            throw new JobStoreException("the database is away", null);
        });
        assertThat(bed.scrape()).doesNotContain("tollgate_jobs{").contains("tollgate_queue_lag_seconds{", "tollgate_guest_memory_bytes");
        assertThat(bed.value("tollgate_reading_failures_total{reading=\"jobs\"}").orElseThrow()).isGreaterThanOrEqualTo(1);
        assertThat(bed.scrape()).doesNotContain("the database is away");
    }

    @Test
    void whereThePluginsCannotBeReadNoSeriesGoes() {
        Bed bed = new Bed(10);
        bed.calls.begins(Bed.plugin("alpha"), "on", dev.tollgate.engine.Profile.Kind.FILTER)
                .ended(new dev.tollgate.lifecycle.CallResult.Superseded(java.util.Optional.empty()), 1);
        bed.answers.put("plugins", () -> {
            throw new IllegalStateException("away");
        });
        assertThat(bed.scrape()).contains("tollgate_invocations_total{kind=\"filter\",outcome=\"superseded\",plugin=\"alpha\"} 1.0");
    }

    @Test
    void anEagerScraperAsksNoStoreAgainWithinASecond() {
        Bed bed = new Bed(10);
        AtomicInteger asked = new AtomicInteger();
        bed.answers.put("counts", () -> {
            asked.incrementAndGet();
            return Map.of();
        });
        for (int i = 0; i < 100; i++) {
            bed.get(Map.of());
        }
        assertThat(asked).hasValue(1);
        bed.scrape();
        assertThat(asked).hasValue(2);
    }

    @Test
    @Timeout(60)
    void whileAStoreHangsFewScrapesWaitForItAndTheOthersAreTurnedAway() throws Exception {
        Bed bed = new Bed(10);
        CountDownLatch back = new CountDownLatch(1);
        bed.answers.put("counts", () -> {
            try {
                back.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return Map.of();
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletionService<Integer> scrapes = new ExecutorCompletionService<>(threads);
            for (int i = 0; i < 6; i++) {
                scrapes.submit(() -> bed.get(Map.of()).status());
            }
            assertThat(List.of(scrapes.take().get(), scrapes.take().get())).containsOnly(503);
            back.countDown();
            for (int i = 0; i < 4; i++) {
                assertThat(scrapes.take().get()).isEqualTo(200);
            }
        } finally {
            back.countDown();
            threads.shutdownNow();
        }
        assertThat(bed.get(Map.of()).status()).isEqualTo(200);
    }

    @Test
    void theFormatIsTheOneThatTheScraperAsksFor() {
        Bed bed = new Bed(10);
        assertThat(bed.get(Map.of()).headers().get("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(bed.get(Map.of("Accept", "application/openmetrics-text;version=1.0.0")).headers().get("Content-Type"))
                .startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(bed.get(Map.of("Accept", "application/openmetrics-text;version=1.0.0")).body()).endsWith("# EOF\n");
        assertThat(bed.get(Map.of("Accept", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"))
                .headers().get("Content-Type")).as("what it does not speak is answered as text").startsWith("text/plain");
    }

    @Test
    void a63OnlyWhoeverSendsTheTokenReadsUnlessItIsOpen(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Bed bed = new Bed("token", file.toString(), 10);
        assertThat(bed.get(Map.of("Authorization", "Bearer " + SECRET)).status()).isEqualTo(200);
        for (String wrong : new String[] {"", SECRET, "Bearer", "Bearer ", "Bearer " + SECRET + "x", "Bearer a-secret-of-a-scrapez", "Basic " + SECRET}) {
            assertThat(bed.get(Map.of("Authorization", wrong)).status()).as(wrong).isEqualTo(401);
            assertThat(bed.get(Map.of("Authorization", wrong)).body()).doesNotContain("tollgate_");
        }
        assertThat(new Bed(10).get(Map.of()).status()).as("open").isEqualTo(200);
    }

    @Test
    void a63WithoutATokenNobodyReads() {
        assertThat(new Bed("token", "", 10).get(Map.of("Authorization", "Bearer ")).status()).isEqualTo(401);
    }

    @Test
    void aTokenThatCannotBeReadClosesThePage(@TempDir Path folder) {
        Bed bed = new Bed("token", folder.resolve("none").toString(), 10);
        assertThat(bed.get(Map.of("Authorization", "Bearer " + SECRET)).status()).isEqualTo(503);
        for (int i = 0; i < 100; i++) {
            assertThat(bed.get(Map.of()).body()).doesNotContain(folder.toString());
        }
        assertThat(bed.log).as("whoever asks often fills no log").singleElement().asString().contains("token.file", "cannot be read");
    }

    @Test
    void aConfigurationThatIsNoneSaysWhatIsWrong() {
        assertThatThrownBy(() -> new Bed("token", "here", 10)).hasMessageContaining("token.file").hasMessageContaining("absolute");
        assertThat(new Bed("closed", "", 10).get(Map.of()).status()).as("what is not open is closed").isEqualTo(401);
    }

    @Test
    void aPageThatIsReplacedLeavesItsNamesToTheNext() {
        Bed bed = new Bed(10);
        bed.page.close();
        assertThat(bed.registry.metrics().scrape().stream().map(metric -> metric.getMetadata().getPrometheusName()))
                .contains("tollgate_invocations").doesNotContain("tollgate_jobs", "tollgate_reading_failures");
    }
}
