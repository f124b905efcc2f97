package dev.tollgate.shell.internal.noun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.limits.Usage;
import dev.tollgate.shell.internal.model.Caller;
import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Noun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;

/** Commands that go on until somebody ends them. */
class GoingOnTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CallCounter counter = new CallCounter();

    @Test
    void aLaterLookIsAtWhatCameSinceTheOneBefore() {
        call("first", 3);
        AtomicInteger pauses = new AtomicInteger();
        Noun top = TopNoun.of(counter, InstantSource.fixed(Bed.NOW), (length, keyboard) -> {
            assertThat(length).isEqualTo(Duration.ofSeconds(7));
            call("second", 2);
            return pauses.incrementAndGet() < 3;
        });
        assertThat(run(top, "top", "--every", "7").lines().filter(line -> line.matches("(first|second) .*")).map(line -> line.replaceAll(" +", " ")))
                .containsExactly("first 3 0 0 0 0 6", "second 2 0 0 0 0 4", "second 2 0 0 0 0 4");
        assertThat(pauses).hasValue(3);
    }

    @Test
    void callsThatWereHeldBackAreNoCalls() {
        counter.begins(id("held"), "handler", Profile.Kind.JOB).ended(new CallResult.HeldBack("it waits", Optional.empty()), 1_000_000);
        assertThat(counter.sums()).containsExactly(Map.entry("held", new CallTotals.Sum(0, 0, 0, 1, 0, 1_000_000)));
    }

    @Test
    void thereIsRoomForSoManyPluginsAndTheOthersAreCountedTogether() {
        IntStream.range(0, CallCounter.MOST + 5).forEach(i -> call("plugin-" + i, 1));
        assertThat(counter.sums()).hasSize(CallCounter.MOST + 1);
        assertThat(counter.sums().get(CallCounter.OTHERS).calls()).isEqualTo(5);
    }

    @Test
    void whoLooksOnSlowlyIsToldHowMuchWasMissed() {
        Noun tail = TailNoun.of(handler -> {
            IntStream.range(0, 1_003).forEach(i -> handler.handleEvent(new Event("dev/tollgate/trip", Map.of("i", i))));
            return () -> { };
        }, InstantSource.fixed(Bed.NOW), (length, keyboard) -> false);
        assertThat(run(tail, "tail").lines()).hasSize(1_001).last().asString().contains("missed events=3");
    }

    @Test
    void aLineOfTailBeginsWithThePluginAndHasNoDigest() {
        Noun tail = TailNoun.of(handler -> {
            handler.handleEvent(new Event("dev/tollgate/plugin/ACTIVATED", Map.of("plugin", "image-tools", "version", "1.4.0", "digest", "f".repeat(64), "by", "ann",
                    "timestamp", 1L)));
            return () -> { };
        }, InstantSource.fixed(Bed.NOW), (length, keyboard) -> false);
        assertThat(run(tail, "tail").strip()).isEqualTo("2026-03-01T12:00:00Z plugin/ACTIVATED image-tools 1.4.0 by=ann");
    }

    @Test
    void aKeyOrAnInterruptEndsThePause() throws Exception {
        InputStream typed = new ByteArrayInputStream(new byte[] {'\n'});
        assertThat(Pause.REAL.over(Duration.ofHours(1), typed)).isFalse();
        assertThat(typed.available()).isZero();
        Thread.currentThread().interrupt();
        assertThat(Pause.REAL.over(Duration.ofHours(1), InputStream.nullInputStream())).isFalse();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(Pause.REAL.over(Duration.ofMillis(1), InputStream.nullInputStream())).isTrue();
    }

    private String run(Noun noun, String name, String... words) {
        new Commands(noun).run(name, List.of(words), new Caller("shell", false, new PrintStream(out, true, StandardCharsets.UTF_8), InputStream.nullInputStream()));
        return out.toString(StandardCharsets.UTF_8);
    }

    private void call(String slug, int times) {
        for (int i = 0; i < times; i++) {
            counter.begins(id(slug), "handler", Profile.Kind.JOB).ended(new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE)), 2_000_000);
        }
    }

    private static PluginId id(String slug) {
        return new PluginId(slug, "1.0.0", Digest.of(new byte[0]));
    }
}
