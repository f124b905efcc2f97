package dev.tollgate.engine.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.limits.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries on disk: bounded, whole or not there, and taken only from this host's own hand. */
class FolderCacheTest {
    private static final Bytes PLENTY = Bytes.ofMiB(1);
    private static final CodeKey KEY = key("module");

    @TempDir
    Path folder;

    private final HostKey host = new HostKey(new byte[32]);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @Test
    void whatWasKeptIsFoundAlsoAfterARestart() throws Exception {
        byte[] content = content(100_000);
        open(PLENTY).keep(KEY, content);
        assertThat(open(PLENTY).find(KEY)).hasValue(content);
        assertThat(open(PLENTY).find(key("another"))).isEmpty();
    }

    @Test
    void anEmptyEntryAndOneThatCannotBePackedAreKeptAsWell() throws Exception {
        FolderCache cache = open(PLENTY);
        cache.keep(KEY, new byte[0]);
        assertThat(cache.find(KEY)).hasValue(new byte[0]);
        cache.keep(KEY, new byte[300_000]);
        assertThat(cache.find(KEY)).hasValue(new byte[300_000]);
    }

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirst() throws Exception {
        FolderCache cache = open(new Bytes(4_500));
        for (String module : new String[] {"a", "b", "c"}) {
            tick();
            cache.keep(key(module), content(1_000));
        }
        tick();
        assertThat(cache.find(key("a"))).isPresent();
        tick();
        cache.keep(key("d"), content(1_000));
        assertThat(cache.find(key("b"))).isEmpty();
        assertThat(cache.find(key("a"))).isPresent();
        assertThat(cache.find(key("c"))).isPresent();
        assertThat(cache.find(key("d"))).isPresent();
    }

    @Test
    void aLowerBoundHoldsFromTheNextStartOn() throws Exception {
        open(PLENTY).keep(KEY, content(1_000));
        assertThat(open(new Bytes(500)).find(KEY)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void anEntryLargerThanTheWholeCacheIsNotKept() throws Exception {
        FolderCache cache = open(new Bytes(500));
        cache.keep(KEY, content(1_000));
        assertThat(cache.find(KEY)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatACrashLeftHalfWrittenIsTakenAway() throws Exception {
        Files.write(folder.resolve("123.tmp"), new byte[] {1, 2, 3});
        open(PLENTY);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenCostsACompilationAndNothingElse() throws Exception {
        FolderCache cache = open(PLENTY);
        Files.delete(folder);
        cache.keep(KEY, content(10));
        assertThat(cache.find(KEY)).isEmpty();
    }

    /** A16: an entry that somebody changed, anywhere, is thrown away. */
    @Test
    void a16AChangedEntryIsThrownAway() throws Exception {
        FolderCache cache = open(PLENTY);
        cache.keep(KEY, content(200));
        byte[] entry = Files.readAllBytes(entry());
        for (int at = 0; at < entry.length; at++) {
            byte[] changed = entry.clone();
            changed[at] ^= 1;
            Files.write(folder.resolve(KEY.name() + ".code"), changed);
            assertThat(cache.find(KEY)).as("byte %d", at).isEmpty();
            assertThat(files()).as("byte %d", at).isEmpty();
        }
    }

    /** A16: a part of an entry, as a crash or a full disk leaves it. */
    @Test
    void a16ATruncatedEntryIsThrownAway() throws Exception {
        FolderCache cache = open(PLENTY);
        cache.keep(KEY, content(200));
        byte[] entry = Files.readAllBytes(entry());
        for (int length = 0; length < entry.length; length++) {
            Files.write(folder.resolve(KEY.name() + ".code"), Arrays.copyOf(entry, length));
            assertThat(cache.find(KEY)).as("%d bytes", length).isEmpty();
            assertThat(files()).as("%d bytes", length).isEmpty();
        }
    }

    /** A16: an entry that another host sealed, or one who knows the format but not the key. */
    @Test
    void a16AForeignEntryIsThrownAway() throws Exception {
        byte[] foreign = new byte[32];
        foreign[31] = 1;
        Files.write(folder.resolve(KEY.name() + ".code"), SealedEntry.seal(KEY, content(200), new HostKey(foreign)));
        assertThat(open(PLENTY).find(KEY)).isEmpty();
        assertThat(files()).isEmpty();
    }

    /** A16: this host's own entry of another module, put under this one's name. */
    @Test
    void a16AnotherModulesEntryUnderThisNameIsThrownAway() throws Exception {
        FolderCache cache = open(PLENTY);
        cache.keep(key("evil"), content(200));
        Files.move(entry(), folder.resolve(KEY.name() + ".code"));
        assertThat(cache.find(KEY)).isEmpty();
        assertThat(files()).isEmpty();
    }

    /** A16: a file that would not fit into memory is not even read. */
    @Test
    void a16AnEntryLargerThanTheCacheIsThrownAwayUnread() throws Exception {
        Files.write(folder.resolve(KEY.name() + ".code"), new byte[2_000]);
        FolderCache cache = FolderCache.open(folder, host, new Bytes(3_000), clock);
        Files.write(folder.resolve(KEY.name() + ".code"), new byte[4_000]);
        assertThat(cache.find(KEY)).isEmpty();
        assertThat(files()).isEmpty();
    }

    private FolderCache open(Bytes most) throws IOException {
        return FolderCache.open(folder, host, most, clock);
    }

    private void tick() {
        now = now.plusSeconds(1);
    }

    private Path entry() throws IOException {
        assertThat(files()).hasSize(1);
        return files()[0];
    }

    private Path[] files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toArray(Path[]::new);
        }
    }

    private static CodeKey key(String module) {
        return CodeKey.of(Digest.of(module.getBytes()), "engine", 1, Digest.of(new byte[0]), "backend");
    }

    /** Nothing that packs well. */
    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
