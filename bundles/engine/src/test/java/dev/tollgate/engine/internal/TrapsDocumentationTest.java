package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.guests.Guests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stacks in docs/TRAPS.md are those that are shown. */
class TrapsDocumentationTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "../../docs/TRAPS.md");
    private static final Pattern STACK = Pattern.compile("```stack (\\S+) (\\S+)( without lines)?\n(.*)\n```");

    private final EngineFixture engine = new EngineFixture();

    @Test
    void theStacksOfThePageAreThoseOfTheGuests() throws IOException {
        assertThat(STACK.matcher(Files.readString(PAGE)).results().toList()).hasSize(3).allSatisfy(this::isShown);
    }

    private void isShown(MatchResult block) {
        byte[] wasm = Guests.wasm(block.group(1));
        GuestModule guest = engine.load(block.group(3) == null ? wasm : Sections.without(wasm, ".debug_"), EngineFixture.NOTHING_GRANTED);
        Outcome outcome = engine.call(guest, block.group(2), new byte[0]);
        assertThat(((Outcome.Failed) outcome).message()).endsWith(" at " + block.group(4));
    }
}
