package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.Parser;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.guests.Guests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real modules are admitted; what becomes of them by a change of some bytes is admitted or refused, and nothing else. */
class AdmissionFuzzTest {
    private static final List<String> GUESTS = List.of("basic", "kv", "enqueue", "fuel", "state", "arrays", "structs",
        "global-array", "handler-types", "tables-grow", "second-memory", "wasi-pointers", "command");
    private static final int ROUNDS = 250;
    private static final int MOST_CHANGES = 4;

    /** The files lie beside the project, where somebody put them there. */
    @Test
    void realModulesPassWhateverThePartThatDoesNotKnowTheirImportsLooksAt() throws Exception {
        for (Map.Entry<String, byte[]> module : realModules().entrySet()) {
            try {
                Admission.admit(module.getValue());
                assertThatTheEngineSeesTheSameInstructions(module.getValue());
            } catch (ModuleRefusedException refused) {
                assertThat(refused.reasons()).as(module.getKey()).allMatch(reason -> reason.startsWith("it imports "));
            }
        }
    }

    /** A10, A11: the seed is fixed, and stands in the message where one fails. */
    @Test
    void a11ChangedBytesEndInAnAdmissionOrARefusal() {
        for (String guest : GUESTS) {
            byte[] whole = Guests.wasm(guest);
            for (int seed = 0; seed < ROUNDS; seed++) {
                byte[] changed = change(whole, new Random(seed));
                try {
                    Admission.admit(changed);
                    assertThatTheEngineSeesTheSameInstructions(changed);
                } catch (ModuleRefusedException expected) {
                    assertThat(expected.reasons()).isNotEmpty();
                } catch (Throwable escaped) {
                    throw new AssertionError(guest + " with seed " + seed + " let escape " + escaped, escaped);
                }
            }
        }
    }

    /** What is rewritten and metered must be what runs. */
    private static void assertThatTheEngineSeesTheSameInstructions(byte[] wasm) {
        List<int[]> ours = CodeOf.module(wasm);
        var bodies = Parser.parse(wasm).codeSection().functionBodies();
        assertThat(bodies).hasSameSizeAs(ours);
        for (int i = 0; i < bodies.length; i++) {
            int[] theirs = bodies[i].instructions().stream().mapToInt(instruction -> instruction.opcode().opcode()).toArray();
            assertThat(theirs).isEqualTo(ours.get(i));
        }
    }

    private static byte[] change(byte[] whole, Random random) {
        byte[] changed = whole.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] = (byte) random.nextInt();
                case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> changed[at] = (byte) 0xff;
                default -> changed = random.nextInt(4) == 0 ? Arrays.copyOf(changed, Math.max(1, at)) : changed;
            }
        }
        return changed;
    }

    private static Map<String, byte[]> realModules() throws IOException {
        Map<String, byte[]> modules = new TreeMap<>();
        String given = System.getProperty("wasm.corpus");
        if (given != null) {
            collect(Path.of(given), modules);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            collect(folder.resolve("shared/corpus"), modules);
            collect(folder.resolve("shared/kernels"), modules);
        }
        return modules;
    }

    private static void collect(Path folder, Map<String, byte[]> modules) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".wasm")).toList()) {
                modules.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }
}
