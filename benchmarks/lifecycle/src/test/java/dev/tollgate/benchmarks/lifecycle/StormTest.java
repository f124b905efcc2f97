package dev.tollgate.benchmarks.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The short form of {@code storm.sh}. */
class StormTest {
    private static final Duration TIME = Duration.ofSeconds(20);
    /** On a machine that manages fewer in that time it takes longer. */
    private static final int FEWEST = 40;
    /** By then what is made once has been made. */
    private static final int WARM = 20;
    /** What was replaced just now, with its module, and what a thread or the JIT still has in its hands. */
    private static final int STILL_REACHABLE = 8;

    @Test
    void a57ReloadsOnTheWholeStackLoseNoCallNoJobAndNoEventAndLeakNothing() throws Exception {
        Storm storm = new Storm(Stack.running(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "storm")));
        AtomicReference<Sample> warm = new AtomicReference<>();
        long until = System.nanoTime() + TIME.toNanos();

        storm.run(reloads -> {
            if (reloads.count() == WARM) {
                warm.set(storm.sample());
            }
            return reloads.count() < FEWEST || System.nanoTime() - until < 0;
        });

        Sample end = storm.sample();
        assertThat(storm.wrongs()).isEmpty();
        assertThat(end.generations()).as("generations and modules that were replaced and are reachable").isLessThanOrEqualTo(STILL_REACHABLE);
        assertThat(end.loaders()).as("class loaders, %d at first", warm.get().loaders()).isLessThanOrEqualTo(warm.get().loaders() + 10);
        assertThat(end.threads()).as("threads, %d at first", warm.get().threads()).isLessThanOrEqualTo(warm.get().threads() + 10);
        assertThat(end.files()).as("files, %d at first", warm.get().files()).isLessThanOrEqualTo(warm.get().files() + 10);
    }
}
