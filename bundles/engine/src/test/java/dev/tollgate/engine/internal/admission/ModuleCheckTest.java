package dev.tollgate.engine.internal.admission;

import static dev.tollgate.engine.internal.admission.WasmBytes.CODE;
import static dev.tollgate.engine.internal.admission.WasmBytes.DATA;
import static dev.tollgate.engine.internal.admission.WasmBytes.DATA_COUNT;
import static dev.tollgate.engine.internal.admission.WasmBytes.EXPORT;
import static dev.tollgate.engine.internal.admission.WasmBytes.FUNCTION;
import static dev.tollgate.engine.internal.admission.WasmBytes.IMPORT;
import static dev.tollgate.engine.internal.admission.WasmBytes.MEMORY;
import static dev.tollgate.engine.internal.admission.WasmBytes.TABLE;
import static dev.tollgate.engine.internal.admission.WasmBytes.TYPE;
import static dev.tollgate.engine.internal.admission.WasmBytes.functions;
import static dev.tollgate.engine.internal.admission.WasmBytes.locals;
import static dev.tollgate.engine.internal.admission.WasmBytes.module;
import static dev.tollgate.engine.internal.admission.WasmBytes.of;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.types.OpCode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen in the bytes before the engine reads them. */
class ModuleCheckTest {
    private static final WasmBytes NO_TYPES = of(1, 0x60, 0, 0);

    @Test
    void a09FortyThousandFunctionsAreRefused() {
        assertThat(reasons(functions(40_000, i -> of(0, 0x0b)))).containsExactly("it has 40000 functions; at most 10000 are taken");
    }

    @Test
    void a09AFunctionThatIsTooLongIsNamed() {
        WasmBytes names = new WasmBytes().name("name").add(1).sized(of(1, 0).name("interpret\u001b[2J"));
        assertThat(reasons(functions(1, i -> of(0).repeat(200_000, 1).add(0x0b)).section(0, names)))
                .containsExactly("function 0 (interpret\\u001b[2J) has 200002 bytes; at most 131072 are taken");
    }

    @Test
    void a10TwoHundredFunctionsFullOfLocalsAreOneReason() {
        assertThat(reasons(functions(200, i -> locals(49_000).add(0x0b)))).containsExactly(
                "function 0 has 49000 locals; at most 2000 are taken (and 199 more like it)",
                "it has 9800000 locals in all its functions; at most 500000 are taken");
    }

    @Test
    void a10ATowerOfTypesThatWouldBeComparedForYearsIsRefused() {
        assertThat(reasons(module().section(TYPE, BoundTest.towers(60))))
                .containsExactly("it has 2147483647 steps to tell two of its types apart; at most 5000 are taken");
        assertThat(reasons(module().section(TYPE, BoundTest.towers(6)))).isEmpty();
    }

    @Test
    void a10NamesInFallingOrderAreRefused() {
        WasmBytes names = new WasmBytes().name("name").add(1).sized(of(2, 1, 0, 0, 0));
        assertThat(reasons(module().section(0, names))).singleElement().asString().contains("not in rising order");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        WasmBytes module = functions(3, i -> switch (i) {
            case 0 -> locals(3_000).add(0x0b);
            case 1 -> of(0, 0x41, 0, 0xfd, 0x0f, 0x1a, 0x0b);
            default -> of(0, 0x20, 7, 0x1a, 0x0b);
        });
        assertThat(reasons(module)).satisfiesExactly(
                locals -> assertThat(locals).isEqualTo("function 0 has 3000 locals; at most 2000 are taken"),
                simd -> assertThat(simd).contains("SIMD").contains("(first in function 1)"),
                index -> assertThat(index).contains("in function 2 at byte").contains("there is no local 7, only 0"));
    }

    @ParameterizedTest(name = "A11: {0} is refused: {1}")
    @CsvSource({"0061736d02000000, its version is 2", "006173, does not begin as one", "0061736d01000000 0e00, no section",
        "0061736d01000000 010100 010100, twice or too late", "0061736d01000000 030100 010100, twice or too late",
        "0061736d01000000 01ffffff7f, a length of", "0061736d01000000 018480808080 00, more bytes than",
        "0061736d01000000 0105 ffffffff07, a count of 2147483647", "0061736d01000000 0102 0000, 1 bytes are left over",
        "0061736d01000000 0104 01600000 0302 0100, 0 bodies for 1", "0061736d01000000 0c0101, 0 data segments where 1",
        "0061736d01000000 0003 02c080, not UTF-8", "0061736d01000000 0207 01 02c080 00 0000, not UTF-8",
        "0061736d01000000 0503 010000 0706 01 01ff 0200 00, not UTF-8"})
    void a11StructureThatIsNoModuleIsRefused(String hex, String word) {
        assertThat(reasons(new WasmBytes().hex(hex))).singleElement().asString()
                .contains("no valid WebAssembly module").contains(word);
    }

    @ParameterizedTest(name = "A11: a body with {0} is refused: {1}")
    @CsvSource({"20 00 1a, no local 0", "21 00, no local 0", "22 00, no local 0", "23 00 1a, no global 0", "10 07, no function 7",
        "11 07 00, no type 7", "25 00, no table 0", "28 42 05 00, no memory 5", "0c 01, no label 1", "0e 00 09, no label 9",
        "41 00 41 00 41 00 fc 08 00 00, no data segment 0", "fc 0d 00, no element segment 0", "08 00, no tag 0",
        "fb 01 00, of another kind", "02 05 0b, no type 5", "1a, takes 1 operands", "41 00, 1 operands too many",
        "05, an else without", "02 40, bytes end", "0b 01, left over", "ff, no such instruction", "fb a0 01, no such instruction",
        "1f 40 01 04 00, no such catch", "28 04 00, an alignment", "02 c0 7f 0b, no such block type",
        "41 00 41 00 41 00 1c 00 1a, select of no type", "04 7f 41 00 0b, takes 1 operands",
        "d2 09, no function 9", "14 09, no type 9", "fc 0f 03, no table 3"})
    void a11AnInstructionThatNamesWhatThereIsNotIsRefused(String hex, String word) {
        assertThat(reasons(functions(1, i -> of(0).hex(hex).add(0x0b)))).singleElement().asString()
                .contains("in function 0").contains(word);
    }

    @Test
    void a11ExportsAndStartOfWhatThereIsNotAreRefused() {
        assertThat(reasons(module().section(EXPORT, of(1, 1, 'f', 0, 0)))).singleElement().asString().contains("no function 0");
        assertThat(reasons(module().section(8, of(0)))).singleElement().asString().contains("no function 0");
        assertThat(reasons(module().section(MEMORY, of(1, 0, 0)).section(EXPORT, of(2, 1, 'm', 2, 0, 1, 'm', 2, 0))))
                .singleElement().asString().contains("same name");
    }

    @Test
    void a11ADataCountThatIsNotTrueIsRefused() {
        assertThat(reasons(module().section(DATA_COUNT, of(2)).section(DATA, of(1, 1, 0))))
                .singleElement().asString().contains("there are 1 data segments where 2 were announced");
    }

    /** The engine reads type 99 as the code of a reference type, and the next instruction as the rest of it. */
    @Test
    void a11ABlockTypeThatTheEngineMisreadsIsRefused() {
        WasmBytes types = of(101).repeat(101, 0x60, 0, 0);
        assertThat(reasons(functions(types, 1, i -> of(0, 2, 0xe3, 0, 0x0b, 0x0b)))).singleElement().asString()
                .contains("the engine would take the block's type 99 for a value type");
        assertThat(reasons(functions(types, 1, i -> of(0, 2, 0xe2, 0, 0x0b, 0x0b)))).isEmpty();
    }

    @ParameterizedTest(name = "A26: {0} is refused")
    @CsvSource({"fe 00 02 00, threads", "fe 01 02 00, threads", "fe 03 00, threads", "fd 0f, SIMD", "06 40, old form",
        "07 00, old form", "18 00, old form", "19, old form", "09 00, old form"})
    void a26InstructionsOfFeaturesThatAreNotTakenAreNamed(String hex, String word) {
        assertThat(reasons(functions(1, i -> of(0).hex(hex).add(0x0b)))).singleElement().asString()
                .startsWith("it uses ").contains(word);
    }

    @Test
    void a26SharedAndWideMemoriesAndComponentsAreRefused() {
        assertThat(reasons(module().section(MEMORY, of(1, 3, 1, 2)))).singleElement().asString().contains("threads");
        assertThat(reasons(module().section(MEMORY, of(1, 4, 1)))).singleElement().asString().contains("64-bit");
        assertThat(reasons(module().section(TABLE, of(1, 0x70, 4, 1)))).singleElement().asString().contains("64-bit");
        assertThat(reasons(of(0, 'a', 's', 'm', 0x0d, 0, 1, 0))).singleElement().asString().contains("component");
        assertThat(reasons(module().section(TYPE, of(1, 0x60, 1, 0x7b, 0)))).singleElement().asString().contains("SIMD");
    }

    @Test
    void a18ATooLargeImportOrATableOfNumbersIsRefused() {
        assertThat(reasons(module().section(IMPORT, of(1, 1, 'e', 1, 'm', 2, 0).u32(65_537))))
                .containsExactly("memory 0 has 65537 pages of memory; at most 65536 are taken");
        assertThat(reasons(module().section(IMPORT, of(1, 1, 'e', 1, 't', 1, 0x7f, 0, 1)))).singleElement().asString()
                .contains("no reference");
    }

    @Test
    void bodiesThatAreNoCodeAreToldUpToTheTenth() {
        List<String> reasons = reasons(functions(50, i -> of(0, 0xff, 0x0b)));
        assertThat(reasons).hasSize(Reasons.MOST_MALFORMED);
    }

    @Test
    void anUnreachablePlaceHasAsManyOperandsAsAreAskedFor() {
        assertThat(reasons(functions(1, i -> of(0, 0, 0x6a, 0x1a, 0x0b)))).isEmpty();
        assertThat(reasons(functions(1, i -> of(0, 2, 0x40, 0x0c, 0, 0x6a, 0x1a, 0x0b, 0x0b)))).isEmpty();
    }

    /** As many steps as there are bytes, whatever the bytes set off later. */
    @Test
    void a10TheCheckItselfReadsEachByteOnce() {
        WasmBytes loops = functions(20, i -> of(0).repeat(40_000, 3, 0x40, 0x0b).add(0x0b));
        ModuleCheck check = new ModuleCheck(loops.bytes());
        check.check();
        assertThat(check.instructions()).isEqualTo(20 * 80_001).isLessThan(loops.size());
    }

    /** The table is our own: it knows what the engine knows, but for what is not taken. */
    @Test
    void everyInstructionOfTheEngineIsKnownOrNotTaken() {
        assertThat(Arrays.stream(OpCode.values()).filter(opcode -> opcode.opcode() < 0xFD00))
                .allMatch(opcode -> InstructionSet.of(opcode.opcode()) != null);
        assertThat(Arrays.stream(OpCode.values()).filter(opcode -> opcode.opcode() >= 0xFD00))
                .allMatch(opcode -> InstructionSet.of(opcode.opcode()) == null);
    }

    @Test
    void aFunctionThatIsNotDeclaredHasNoBody() {
        WasmBytes bodies = of(2, 2, 0, 0x0b, 2, 0, 0x0b);
        assertThat(reasons(module().section(TYPE, NO_TYPES).section(FUNCTION, of(1, 0)).section(CODE, bodies))).singleElement()
                .asString().contains("there are 2 bodies for 1 functions");
    }

    private static List<String> reasons(WasmBytes module) {
        return new ModuleCheck(module.bytes()).check();
    }
}
