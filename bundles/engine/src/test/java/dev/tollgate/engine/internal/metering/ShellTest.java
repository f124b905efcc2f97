package dev.tollgate.engine.internal.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.OpCode;
import dev.tollgate.guests.Guests;
import org.junit.jupiter.api.Test;

/** A module without its code has everything else. */
class ShellTest {
    private static final byte[] WASM = Guests.wasm("enqueue");

    @Test
    void bodiesThatAreNotKeptOnlyTrap() {
        WasmModule shell = Parser.parse(Shell.of(WASM, body -> false));
        for (var body : shell.codeSection().functionBodies()) {
            assertThat(body.localTypes()).isEmpty();
            assertThat(body.instructions()).extracting(instruction -> instruction.opcode()).containsExactly(OpCode.UNREACHABLE, OpCode.END);
        }
        assertThat(shell.codeSection().functionBodyCount()).isEqualTo(Parser.parse(WASM).codeSection().functionBodyCount());
    }

    @Test
    void bodiesThatAreKeptStayAsTheyAre() {
        WasmModule whole = Parser.parse(WASM);
        WasmModule shell = Parser.parse(Shell.of(WASM, body -> body == 1));
        assertThat(shell.codeSection().getFunctionBody(1).instructions()).hasSameSizeAs(whole.codeSection().getFunctionBody(1).instructions());
        assertThat(shell.codeSection().getFunctionBody(0).instructions()).hasSize(2);
    }

    @Test
    void everythingElseStays() {
        WasmModule whole = Parser.parse(WASM);
        WasmModule shell = Parser.parse(Shell.of(WASM, body -> false));
        assertThat(shell.exportSection()).isEqualTo(whole.exportSection());
        assertThat(shell.importSection()).isEqualTo(whole.importSection());
        assertThat(shell.functionSection()).isEqualTo(whole.functionSection());
        assertThat(shell.dataSection().dataSegmentCount()).isEqualTo(whole.dataSection().dataSegmentCount());
        assertThat(shell.memorySection()).isEqualTo(whole.memorySection());
    }

    @Test
    void ofTheCustomSectionsTheNamesOfFunctionsStay() {
        WasmWriter functions = new WasmWriter().u32(1).u32(0).sized("f".getBytes());
        WasmWriter locals = new WasmWriter().u32(0);
        WasmWriter names = new WasmWriter().sized("name".getBytes()).u8(1).sized(functions.bytes()).u8(2).sized(locals.bytes());
        WasmWriter other = new WasmWriter().sized("producers".getBytes()).raw(new byte[100]);
        byte[] wasm = new WasmWriter().raw(WASM, 0, WASM.length).u8(0).sized(other.bytes()).u8(0).sized(names.bytes()).bytes();
        WasmModule shell = Parser.parse(Shell.of(wasm, body -> false));
        assertThat(shell.customSection("producers")).isNull();
        assertThat(shell.nameSection().nameOfFunction(0)).isEqualTo("f");
    }
}
