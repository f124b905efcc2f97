package dev.tollgate.engine.internal.admission;

import java.util.List;

/**
 * An instruction as the specification's index lists it.
 *
 * @param code   its byte, or its prefix and the number behind that, as {@code 0xFC0A}
 * @param pops   how many operands it takes, or {@link #VARIES}
 * @param pushes how many it leaves
 */
public record Opcode(int code, String name, int pops, int pushes, List<Immediate> immediates) {
    /** Depends on a type, a label or an immediate. */
    public static final int VARIES = -1;

    public boolean varies() {
        return pops == VARIES;
    }
}
