package dev.tollgate.bridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginQueue.Wish;
import dev.tollgate.bridge.PluginTaskPayload;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A51: a payload is bytes that nobody but the plugin reads. */
class PayloadsStayUnreadTest {
    private static final byte[] SECRET = "xyzzy-plugh-4711".getBytes(UTF_8);
    /** What makes objects of bytes whose classes the bytes choose. */
    private static final Pattern CHOOSES_CLASSES = Pattern.compile(
            "ObjectInputStream|XMLDecoder|enableDefaultTyping|activateDefaultTyping|@JsonTypeInfo");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private PrintStream before;

    @BeforeEach
    void captureTheLog() {
        before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(before);
    }

    @Test
    void a51NeitherLogsNorErrorsShowABody() {
        Fakes fakes = new Fakes();
        fakes.broken = true;
        JobIntake intake = new JobIntake(fakes, fakes, fakes, new StoredJobLimits(new MemorySettingsStore(), new JobLimits.Bounds(60, 100, 2),
                Clock.systemUTC(), () -> 0), new BodySize(1_000));
        PluginTaskPayload payload = PluginTaskPayload.of(fakes.id, "echo", SECRET, "h");
        byte[] cut = new String(payload.encode(), UTF_8).replace("\"digest\"", "\"digset\"").getBytes(UTF_8);
        List<Throwable> thrown = List.of(
                catchThrowable(() -> intake.enqueue(fakes.id, "h", new Wish("echo", SECRET, ""))),
                catchThrowable(() -> intake.enqueue(fakes.id, "h", new Wish("echo", SECRET, new String(SECRET, UTF_8)))),
                catchThrowable(() -> PluginTaskPayload.decode(SECRET)),
                catchThrowable(() -> PluginTaskPayload.decode(cut)));
        assertThat(thrown).doesNotContainNull().allSatisfy(error -> {
            assertThat(error.toString()).doesNotContain(shapes());
            assertThat(error.getCause()).as("whose text would be in a log as well").isNull();
        });
        assertThat(log.toString(UTF_8)).contains("could not be stored").doesNotContain(shapes());
        assertThat(payload.toString()).contains("16 bytes").doesNotContain(shapes());
    }

    @Test
    void a51NothingOfTheHostMakesObjectsWhoseClassThePayloadChooses() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("basedir", "."), ".."))) {
            List<Path> sources = files.filter(file -> file.toString().contains("/src/main/java/") && file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(300).allSatisfy(source ->
                    assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(CHOOSES_CLASSES));
        }
    }

    private static String[] shapes() {
        return new String[] {new String(SECRET, UTF_8), Base64.getEncoder().encodeToString(SECRET)};
    }
}
