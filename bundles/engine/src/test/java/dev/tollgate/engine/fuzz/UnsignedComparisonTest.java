package dev.tollgate.engine.fuzz;

import static dev.tollgate.engine.fuzz.Type.I32;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;
import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Engines;
import dev.tollgate.engine.harness.GuestEngine;
import dev.tollgate.engine.harness.GuestStore;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A66: C2 of JDK 17 and older can miscompile unsigned comparisons in large methods (JDK-8376400). A large function of hardly
 * anything else is called until C2 has had it, and must go on giving what Java gives.
 */
class UnsignedComparisonTest {
    private static final int[] OPCODES = {0x49, 0x4B, 0x4D, 0x4F};
    private static final int COMPARISONS = 300;
    private static final int CALLS = 200_000;
    private static final int REMEMBERED = 512;

    /** Compares two of the state's words, one of them perhaps a constant, and mixes what comes out into a third. */
    private record Step(int opcode, int left, int right, int constant, boolean literal, boolean branches, int into) {
        static Step random(RandomGenerator random) {
            int constant = switch (random.nextInt(4)) {
                case 0 -> Integer.MIN_VALUE;
                case 1 -> -1 - random.nextInt(4);
                case 2 -> random.nextInt(256);
                default -> random.nextInt();
            };
            return new Step(OPCODES[random.nextInt(4)], random.nextInt(4), random.nextInt(4), constant, random.nextBoolean(),
                    random.nextBoolean(), random.nextInt(4));
        }

        void write(BinaryWriter code) {
            code.bytes(0x20, left);
            if (literal) {
                code.bytes(0x41).signed(constant);
            } else {
                code.bytes(0x20, right);
            }
            code.bytes(opcode);
            if (branches) {
                code.bytes(0x04, 0x40, 0x20, into, 0x41).signed(constant | 1).bytes(0x6A, 0x21, into);
                code.bytes(0x05, 0x20, into, 0x41, 7, 0x77, 0x21, into, 0x0B);
            } else {
                code.bytes(0x20, into, 0x41, 1, 0x77, 0x73, 0x21, into);
            }
        }

        void apply(int[] state) {
            int order = Long.compare(Integer.toUnsignedLong(state[left]), Integer.toUnsignedLong(literal ? constant : state[right]));
            boolean holds = switch (opcode) {
                case 0x49 -> order < 0;
                case 0x4B -> order > 0;
                case 0x4D -> order <= 0;
                default -> order >= 0;
            };
            if (branches) {
                state[into] = holds ? state[into] + (constant | 1) : Integer.rotateLeft(state[into], 7);
            } else {
                state[into] = Integer.rotateLeft(state[into], 1) ^ (holds ? 1 : 0);
            }
        }
    }

    static Stream<GuestEngine> compilers() {
        return Engines.ALL.stream().filter(GuestEngine::compiles);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void a66UnsignedComparisonsStayRightWhenTheyAreHot(GuestEngine engine) {
        RandomGenerator random = new SplittableRandom(66);
        List<Step> steps = Stream.generate(() -> Step.random(random)).limit(COMPARISONS).toList();
        GuestStore store = engine.store(Allowance.AMPLE);
        Instance instance = store.instantiate(module(steps));
        for (int call = 0; call < CALLS; call++) {
            RandomGenerator arguments = new SplittableRandom(call % REMEMBERED);
            int[] state = {arguments.nextInt(), arguments.nextInt(), arguments.nextInt(16) - 8, arguments.nextInt()};
            long[] results = store.call(instance, "run", state[0], state[1], state[2], state[3]);
            steps.forEach(step -> step.apply(state));
            assertThat((int) results[0]).as("call %d", call).isEqualTo(state[0] ^ state[1] ^ state[2] ^ state[3]);
        }
    }

    private static byte[] module(List<Step> steps) {
        BinaryWriter code = new BinaryWriter();
        steps.forEach(step -> step.write(code));
        code.bytes(0x20, 0, 0x20, 1, 0x73, 0x20, 2, 0x73, 0x20, 3, 0x73);
        return SmallModule.of(Signature.of(List.of(I32, I32, I32, I32), I32), code);
    }
}
