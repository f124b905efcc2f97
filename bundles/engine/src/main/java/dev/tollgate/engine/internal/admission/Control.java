package dev.tollgate.engine.internal.admission;

/** The codes of the instructions whose effect on the stack depends on where they are and what they name. */
final class Control {
    /** No instruction: the body of a function is a block too. */
    static final int FUNCTION = -1;

    static final int UNREACHABLE = 0x00;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int THROW = 0x08;
    static final int THROW_REF = 0x0A;
    static final int END = 0x0B;
    static final int BR = 0x0C;
    static final int BR_IF = 0x0D;
    static final int BR_TABLE = 0x0E;
    static final int RETURN = 0x0F;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int RETURN_CALL = 0x12;
    static final int RETURN_CALL_INDIRECT = 0x13;
    static final int CALL_REF = 0x14;
    static final int RETURN_CALL_REF = 0x15;
    static final int TRY_TABLE = 0x1F;
    static final int BR_ON_NULL = 0xD5;
    static final int BR_ON_NON_NULL = 0xD6;
    static final int STRUCT_NEW = 0xFB00;
    static final int ARRAY_NEW_FIXED = 0xFB08;
    static final int BR_ON_CAST = 0xFB18;
    static final int BR_ON_CAST_FAIL = 0xFB19;

    private Control() {
    }
}
