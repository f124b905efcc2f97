package dev.tollgate.engine.internal.metering;

import java.util.Arrays;

/**
 * The instructions of a rewritten function at which an invocation can end or goes on in another function, in the order in which they
 * stand; without those that nothing gets to. For each its code, where it stands in the rewritten function, counted from the first
 * instruction, and what it stands for in the original, counted from the beginning of the code section's content.
 */
public final class Sites {
    private int[] codes = {};
    private int[] rewritten = {};
    private int[] original = {};
    private int count;

    void add(int code, int at, int origin) {
        if (count == codes.length) {
            int room = Math.max(8, count * 2);
            codes = Arrays.copyOf(codes, room);
            rewritten = Arrays.copyOf(rewritten, room);
            original = Arrays.copyOf(original, room);
        }
        codes[count] = code;
        rewritten[count] = at;
        original[count++] = origin;
    }

    public int count() {
        return count;
    }

    /** The instruction's code: a byte, or two bytes where it begins with a prefix. */
    public int code(int site) {
        return codes[site];
    }

    public int rewritten(int site) {
        return rewritten[site];
    }

    public int original(int site) {
        return original[site];
    }

    /** Whether an instruction can trap, calls, or is one of the charges of {@link FuelCode}. */
    static boolean hasOne(int code) {
        return switch (code >> 8) {
            case 0xfe -> true;
            case 0xfc -> code >= 0xfc08 && code != 0xfc09 && code != 0xfc0d && code != 0xfc10;
            case 0xfb -> code <= 0xfb13 || code == 0xfb16 || code == 0xfb17 || code == 0xfb1d || code == 0xfb1e;
            default -> code == 0x00 || code == 0x08 || code == 0x0a || code >= 0x10 && code <= 0x15 || code == 0x25 || code == 0x26
                    || memoryAccess(code) || code == 0x40 || division(code) || truncation(code) || code == 0xd4;
        };
    }

    static boolean memoryAccess(int code) {
        return code >= 0x28 && code <= 0x3e;
    }

    private static boolean division(int code) {
        return code >= 0x6d && code <= 0x70 || code >= 0x7f && code <= 0x82;
    }

    private static boolean truncation(int code) {
        return code >= 0xa8 && code <= 0xab || code >= 0xae && code <= 0xb1;
    }
}
