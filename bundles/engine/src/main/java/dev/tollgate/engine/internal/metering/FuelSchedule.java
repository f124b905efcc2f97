package dev.tollgate.engine.internal.metering;

/**
 * Version 2 of the fuel schedule, as published in {@code docs/FUEL.md}: one unit per instruction, none for the structure
 * around it. Instructions whose work grows with an operand pay for that size as well, before it is done.
 */
public final class FuelSchedule {
    public static final int VERSION = 2;

    /** The base price of a call to the host. */
    public static final int HOST_CALL = 100;

    /** One page of {@code memory.grow}. */
    public static final int PAGE = 1_024;

    /** One page that a memory has when it grows: the JVM has no larger array but a new one. */
    public static final int PAGE_MOVED = 64;

    /** One buffer that a WASI function reads into or writes from. */
    public static final int VECTOR = 4;

    /** What asks for a reference's type: the engine goes up from supertype to supertype. */
    private static final int TYPE_TEST = 10;
    private static final int FIRST_TYPE_TEST = 0x14;
    private static final int LAST_TYPE_TEST = 0x19;

    /** Entries that a table moves for one unit when it grows. */
    private static final int ENTRIES_PER_UNIT = 16;

    /** Bytes that a bulk memory instruction, or a copy between guest and host, moves for one unit. */
    private static final int BYTES_PER_UNIT = 16;

    /** Parameters and locals of a function that are made ready for one unit when it is entered. */
    private static final int LOCALS_PER_UNIT = 8;

    /** An exception that is thrown: the JVM walks its whole stack to make one. */
    private static final int THROWN = 1_000;

    private static final int THROW = 0x08;
    private static final int THROW_REF = 0x0a;
    private static final int BLOCK = 0x02;
    private static final int LOOP = 0x03;
    private static final int ELSE = 0x05;
    private static final int END = 0x0b;
    private static final int TRY_TABLE = 0x1f;

    private FuelSchedule() {
    }

    /** What an instruction costs, by the first byte of its code, whatever its operands are. */
    public static int cost(int code) {
        return switch (code) {
            case BLOCK, LOOP, ELSE, END, TRY_TABLE -> 0;
            case THROW, THROW_REF -> THROWN;
            default -> 1;
        };
    }

    /** What an instruction on collected objects costs, by the code that follows its first byte. */
    public static int collected(int code) {
        return code >= FIRST_TYPE_TEST && code <= LAST_TYPE_TEST ? TYPE_TEST : 1;
    }

    /** What growing a table of so many entries costs, beside what the new ones cost. */
    public static long grownTable(long entries) {
        return entries / ENTRIES_PER_UNIT;
    }

    /** What so many random bytes cost. */
    public static long randomBytes(long count) {
        return count;
    }

    /** What moving so many bytes costs. */
    public static long bytes(long count) {
        return count / BYTES_PER_UNIT;
    }

    /** What entering a function with so many parameters and locals costs, beside the call. */
    public static int locals(long count) {
        return (int) (count / LOCALS_PER_UNIT);
    }

    /** What moving or making so many references or elements costs. */
    public static long elements(long count) {
        return count;
    }
}
