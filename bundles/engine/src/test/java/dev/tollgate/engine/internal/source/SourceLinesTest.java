package dev.tollgate.engine.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tollgate.guests.Guests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line tables are the guest's: what is wrong with them costs lines, and neither an exception nor time. */
class SourceLinesTest {
    private static final byte[] NONE = {};
    private static final int CODE = 1_000;

    /** The table of the C compiler, held against what {@code llvm-dwarfdump --debug-line} says of it. */
    @Test
    void eachAddressHasTheLineOfTheRowBeforeIt() {
        SourceLines lines = SourceLines.of(Guests.wasm("lines-O2"));
        assertThat(new int[] {lines.line(0x01), lines.line(0x02), lines.line(0x0f), lines.line(0x10), lines.line(0x28), lines.line(0x3a)})
                .containsExactly(0, 18, 19, 20, 9, 25);
        assertThat(lines.line(0x7b)).as("made by the compiler, after line 39").isEqualTo(39);
        assertThat(lines.line(0x21)).as("between two functions").isZero();
        assertThat(lines.files().get(lines.file(0x28))).isEqualTo("lines.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines-O0", "lines-O2"})
    void damagedTablesAreReadAsFarAsTheyGo(String guest) {
        DwarfSections whole = DwarfSections.of(Guests.wasm(guest));
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            DwarfSections damaged = new DwarfSections(damaged(whole.line(), random), damaged(whole.lineText(), random),
                    damaged(whole.text(), random), random.nextInt(8) == 0 ? random.nextInt() : whole.codeSize());
            assertThatCode(() -> read(damaged)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static void read(DwarfSections sections) {
        Steps steps = new Steps(100_000);
        SourceLines lines = SourceLines.of(sections, steps);
        for (int address = -1; address < sections.codeSize() && address < 2_000; address++) {
            if (lines.line(address) != 0) {
                assertThat(lines.files().get(lines.file(address))).isNotEmpty();
            }
        }
    }

    private static byte[] damaged(byte[] section, Random random) {
        byte[] bytes = section.clone();
        for (int flips = random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0 && bytes.length > 8) {
            int at = random.nextInt(bytes.length - 8);
            Arrays.fill(bytes, at, at + random.nextInt(8), (byte) 0xff);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    /** Entries that take no bytes, and four billion of them. */
    @Test
    void aCountThatNothingFollowsIsNotCountedThrough() {
        Steps steps = new Steps(10_000);
        byte[] header = bytes(1, 1, 1, 0xfb, 14, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0);
        SourceLines lines = SourceLines.of(sections(unit(bytes(5, 0, 4, 0), header)), steps);
        assertThat(lines.line(1)).isZero();
        assertThat(steps.taken()).isEqualTo(10_000);
    }

    /** A program of a few bytes for each of which a row is written down. */
    @Test
    void noMoreIsReadThanThereAreStepsFor() {
        byte[] rows = new byte[100_000];
        Arrays.fill(rows, (byte) 1);
        Steps steps = new Steps(5_000);
        SourceLines.of(sections(unit(bytes(4, 0), version4("a.c"), join(address(5), rows))), steps);
        assertThat(steps.taken()).isEqualTo(5_000);
    }

    @Test
    void longNamesCostTheirLength() {
        Steps steps = new Steps(5_000);
        SourceLines.of(sections(join(unit(bytes(4, 0), version4("x".repeat(30_000))), unit(bytes(4, 0), version4("y".repeat(30_000))))), steps);
        assertThat(steps.taken()).isGreaterThan(1_900);
    }

    @Test
    void aMalformedUnitCostsOnlyItself() {
        byte[] noRange = version4("bad.c");
        noRange[4] = 0;
        byte[] good = unit(bytes(4, 0), version4("good.c"), join(address(5), bytes(1, 2, 10, 0, 1, 1)));
        SourceLines lines = SourceLines.of(sections(join(unit(bytes(4, 0), noRange, (byte) 200), unit(bytes(9, 0), bytes()), good)), new Steps(10_000));
        assertThat(lines.line(7)).isEqualTo(1);
        assertThat(lines.files()).containsExactly("good.c");
    }

    /** What a linker left out stays in the table, at an address that is nobody's. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1, -2, CODE, CODE + 5})
    void functionsThatWereLeftOutHaveNoLines(int address) {
        byte[] dead = join(address(address), bytes(1, 2, 10, 0, 1, 1));
        byte[] live = join(address(5), bytes(3, 6, 1, 2, 10, 0, 1, 1));
        SourceLines lines = SourceLines.of(sections(unit(bytes(4, 0), version4("a.c"), join(dead, live))), new Steps(10_000));
        assertThat(new int[] {lines.line(1), lines.line(5), lines.line(14), lines.line(15)}).containsExactly(0, 7, 7, 0);
    }

    @Test
    void aSequenceWhoseAddressesFallIsNobodys() {
        byte[] falling = join(address(50), bytes(1), address(5), bytes(1, 2, 10, 0, 1, 1));
        assertThat(SourceLines.of(sections(unit(bytes(4, 0), version4("a.c"), falling)), new Steps(10_000)).line(7)).isZero();
    }

    /** Paths of the machine that it was built on are nobody's business. */
    @Test
    void ofAPathOnlyWhatIsBelowTheBuildIsShown() {
        SourceFiles files = new SourceFiles();
        files.number("", "a.c");
        files.number("src/parts", "b.c");
        files.number("/home/somebody/project", "c.c");
        files.number("", "/home/somebody/d.c");
        files.number("C:\\Users\\somebody", "e.c");
        files.number(".", "./f.c");
        assertThat(files.names()).containsExactly("a.c", "src/parts/b.c", "c.c", "d.c", "e.c", "f.c");
    }

    private static DwarfSections sections(byte[] line) {
        return new DwarfSections(line, NONE, NONE, CODE);
    }

    /** The part of a header of version 4 behind its length: one file, in the folder of the build. */
    private static byte[] version4(String file) {
        return join(bytes(1, 1, 1, 0xfb, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1), bytes(0), file.getBytes(StandardCharsets.UTF_8),
                bytes(0, 0, 0, 0), bytes(0));
    }

    private static byte[] unit(byte[] version, byte[] header, byte... program) {
        byte[] content = join(version, number(header.length), header, program);
        return join(number(content.length), content);
    }

    private static byte[] address(int address) {
        return join(bytes(0, 5, 2), number(address));
    }

    private static byte[] number(int value) {
        return bytes(value, value >> 8, value >> 16, value >> 24);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
