package dev.tollgate.engine.fuzz;

import static dev.tollgate.engine.fuzz.Type.F32;
import static dev.tollgate.engine.fuzz.Type.F64;
import static dev.tollgate.engine.fuzz.Type.I32;
import static dev.tollgate.engine.harness.PlainEngine.COMPILER;
import static dev.tollgate.engine.harness.PlainEngine.INTERPRETER;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;
import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Ending;
import dev.tollgate.engine.harness.Ending.Kind;
import dev.tollgate.engine.harness.GuestEngine;
import dev.tollgate.engine.harness.GuestStore;
import dev.tollgate.engine.harness.PlainEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the engine, as it is delivered, gets wrong. A test that fails here tells that a version has been mended: then the
 * generator may use what it avoided, and the host may drop what it does about it.
 */
class KnownEngineBugsTest {
    private static final Signature TO_I32 = Signature.of(List.of(), I32);

    /** A function that calls itself by a tail call keeps its frame, but no room for its locals: an untyped exception. */
    @Test
    void theInterpreterCannotTailCallAFunctionWithLocalsFromItself() {
        Signature signature = Signature.of(List.of(I32), I32);
        BinaryWriter code = new BinaryWriter().bytes(0x20, 0, 0x45, 0x04, 0x40, 0x41, 42, 0x0F, 0x0B).bytes(0x20, 0, 0x41, 1, 0x6B, 0x12, 0);
        byte[] wasm = SmallModule.of(List.of(signature), signature, List.of(I32), code);
        assertThat(run(INTERPRETER, wasm, 3).kind()).isEqualTo(Kind.BROKEN);
        assertThat(run(COMPILER, wasm, 3).results()).containsExactly(42);
    }

    /** A tail call of another function leaves as many operands of the caller behind as there are results. */
    @Test
    void theInterpreterForgetsToClearTheStackAtATailCall() {
        byte[] wasm = SmallModule.of(TO_I32, new BinaryWriter().bytes(0x41, 10, 0x10, 1, 0x6B), new BinaryWriter().bytes(0x41, 50, 0x12, 2),
                new BinaryWriter().bytes(0x41, 7));
        assertThat(run(INTERPRETER, wasm).results()).as("10 - 7").containsExactly(50 - 7);
        assertThat(run(COMPILER, wasm).results()).containsExactly(10 - 7);
    }

    /** A product keeps its upper 32 bits, which nothing looks at but an if. */
    @Test
    void theInterpreterTakesAProductOfZeroForTrue() {
        BinaryWriter code = new BinaryWriter().bytes(0x41).signed(1 << 16).bytes(0x41).signed(1 << 16).bytes(0x6C)
                .bytes(0x04, I32.code, 0x41, 1, 0x05, 0x41, 0, 0x0B);
        byte[] wasm = SmallModule.of(TO_I32, code);
        assertThat(run(INTERPRETER, wasm).results()).containsExactly(1);
        assertThat(run(COMPILER, wasm).results()).containsExactly(0);
    }

    /** A branch back to a loop takes as many operands along as it has results, and zeros for those that are not there. */
    @Test
    void theInterpreterLosesOperandsBelowALoopWithTwoResults() {
        Signature loop = Signature.of(List.of(), I32, I32);
        BinaryWriter code = new BinaryWriter().bytes(0x41, 10, 0x03, 1, 0x20, 0, 0x45, 0x04, 0x40, 0x41, 1, 0x21, 0, 0x0C, 1, 0x0B)
                .bytes(0x41, 3, 0x41, 4, 0x0B, 0x6A, 0x6B);
        byte[] wasm = SmallModule.of(List.of(TO_I32, loop), TO_I32, List.of(I32), code);
        assertThat(run(INTERPRETER, wasm).results()).as("10 - 7").containsExactly(-7);
        assertThat(run(COMPILER, wasm).results()).containsExactly(10 - 7);
    }

    /** A branch back to a loop with operands and results leaves some behind as well. */
    @Test
    void theInterpreterGetsLoopsWithParametersWrong() {
        Signature loop = Signature.of(List.of(I32), I32);
        BinaryWriter code = new BinaryWriter().bytes(0x41, 10, 0x41, 1, 0x03, 1, 0x04, 0x40, 0x41, 50, 0x41, 0, 0x0C, 1, 0x0B, 0x41, 7, 0x0B, 0x6B);
        byte[] wasm = SmallModule.of(List.of(TO_I32, loop), TO_I32, List.of(), code);
        assertThat(run(INTERPRETER, wasm).results()).as("10 - 7").containsExactly(50 - 7);
        assertThat(run(COMPILER, wasm).results()).containsExactly(10 - 7);
    }

    /** A branch out of a block that took operands leaves some of what it should clear, so what follows computes with that. */
    @ParameterizedTest
    @EnumSource(PlainEngine.class)
    void branchesOutOfBlocksWithParametersGiveWrongResults(GuestEngine engine) {
        Signature block = Signature.of(List.of(I32), I32);
        byte[] wasm = SmallModule.of(List.of(TO_I32, block), TO_I32, List.of(),
                new BinaryWriter().bytes(0x41, 10, 0x41, 1, 0x02, 1, 0x41, 5, 0x0C, 0, 0x0B, 0x6B));
        assertThat(run(engine, wasm).results()).as("10 - 5").containsExactly(1 - 5);
    }

    /** Where there is another way to the block's end, the class does not verify. */
    @Test
    void theCompilerFailsAtConditionalBranchesOutOfBlocksWithParameters() {
        Signature block = Signature.of(List.of(I32), I32);
        byte[] wasm = SmallModule.of(List.of(TO_I32, block), TO_I32, List.of(),
                new BinaryWriter().bytes(0x41, 1, 0x02, 1, 0x41, 5, 0x41, 1, 0x0D, 0, 0x1A, 0x0B));
        assertThat(run(INTERPRETER, wasm).results()).containsExactly(5);
        assertThat(run(COMPILER, wasm).kind()).isEqualTo(Kind.BROKEN);
    }

    /** The body's end is taken for the end of the block that ends just before it. */
    @Test
    void theCompilerCannotBranchOutOfABodyThatEndsWithABlock() {
        byte[] wasm = SmallModule.of(TO_I32, new BinaryWriter().bytes(0x41, 3, 0x0C, 0, 0x02, 0x40, 0x0B));
        assertThat(run(INTERPRETER, wasm).results()).containsExactly(3);
        assertThat(run(COMPILER, wasm).kind()).isEqualTo(Kind.BROKEN);
    }

    /** A block's type is read as an unsigned number, in which index 64 is the empty type's code, and 127 that of i32. */
    @ParameterizedTest
    @EnumSource(PlainEngine.class)
    void blockType64IsTakenForTheEmptyOne(GuestEngine engine) {
        List<Signature> types = new ArrayList<>(Collections.nCopies(64, TO_I32));
        types.add(Signature.of(List.of(), I32, I32));
        byte[] wasm = SmallModule.of(types, TO_I32, List.of(), new BinaryWriter().bytes(0x02).signed(64).bytes(0x41, 1, 0x41, 2, 0x0B, 0x6A));
        assertThat(run(engine, wasm).kind()).isEqualTo(Kind.REFUSED);
    }

    /** Of an if without else it is checked how many operands it takes and returns, but not of which types. */
    @Test
    void anIfWithoutElseMayTurnAnIntegerIntoADouble() {
        Signature function = Signature.of(List.of(), F64);
        byte[] wasm = SmallModule.of(List.of(function, Signature.of(List.of(I32), F64)), function, List.of(),
                new BinaryWriter().bytes(0x41, 7, 0x41, 0, 0x04, 1, 0x1A).bytes(0x44).f64(1).bytes(0x0B));
        assertThat(run(INTERPRETER, wasm).results()).containsExactly(7);
        assertThat(run(COMPILER, wasm).kind()).isEqualTo(Kind.BROKEN);
    }

    /** Three stores add address and offset in 32 bits: they write at the memory's start where they must trap. */
    @ParameterizedTest
    @ValueSource(ints = {0x3A, 0x3C, 0x3E})
    void theInterpretersStoresWrapAround(int opcode) {
        BinaryWriter code = new BinaryWriter().bytes(0x41).signed(-1).bytes(opcode == 0x3A ? 0x41 : 0x42, 7, opcode, 0, 5, 0x41, 4, 0x2D, 0, 0);
        byte[] wasm = SmallModule.of(TO_I32, code);
        assertThat(run(INTERPRETER, wasm).results()).containsExactly(7);
        assertThat(run(COMPILER, wasm).kind()).isEqualTo(Kind.TRAPPED);
    }

    /** A number is compared with the bits of a NaN. */
    @ParameterizedTest
    @EnumSource(PlainEngine.class)
    void oneNumberHasTheWrongSign(GuestEngine engine) {
        Signature function = Signature.of(List.of(), F32);
        byte[] wasm = SmallModule.of(List.of(function), function, List.of(),
                new BinaryWriter().bytes(0x43).f32(1).bytes(0x43).f32(4290772992f).bytes(0x98));
        assertThat(run(engine, wasm).results()).containsExactly(Float.floatToRawIntBits(-1f));
    }

    /** The end of the range is computed in 32 bits. */
    @ParameterizedTest
    @EnumSource(PlainEngine.class)
    void fillingATableBeyondItsEndDoesNotTrap(GuestEngine engine) {
        byte[] wasm = SmallModule.of(TO_I32, new BinaryWriter().bytes(0x41).signed(Integer.MAX_VALUE).bytes(0xD0, 0x70, 0x41)
                .signed(Integer.MAX_VALUE).bytes(0xFC, 17, 0, 0x41, 1));
        assertThat(run(engine, wasm).kind()).isEqualTo(Kind.RETURNED);
    }

    /** The instance of an entry is looked up at its new index in the table that it comes from. */
    @ParameterizedTest
    @EnumSource(PlainEngine.class)
    void copyingToAHigherIndexOfALargerTableThrows(GuestEngine engine) {
        byte[] wasm = SmallModule.of(TO_I32, new BinaryWriter().bytes(0x41, 5, 0x41, 0, 0x41, 1, 0xFC, 14, 0, 1, 0x41, 1));
        assertThat(run(engine, wasm).kind()).isEqualTo(Kind.BROKEN);
    }

    @ParameterizedTest
    @EnumSource(PlainEngine.class)
    void growingATableByTwoBillionThrows(GuestEngine engine) {
        byte[] wasm = SmallModule.of(TO_I32, new BinaryWriter().bytes(0xD0, 0x70, 0x41).signed(Integer.MAX_VALUE).bytes(0xFC, 15, 0));
        assertThat(run(engine, wasm).kind()).isEqualTo(Kind.BROKEN);
    }

    private static Ending run(GuestEngine engine, byte[] wasm, long... arguments) {
        GuestStore store = engine.store(Allowance.AMPLE);
        return Ending.of(() -> {
            Instance instance = store.instantiate(wasm);
            return store.call(instance, "run", arguments);
        });
    }
}
