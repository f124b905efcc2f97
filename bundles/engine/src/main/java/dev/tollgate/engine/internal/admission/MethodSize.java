package dev.tollgate.engine.internal.admission;

/**
 * About how many bytes of Java code the engine's compiler makes of something, rather too many than too few, what metering
 * adds to it included. A Java method has at most 65,535 of them; what is larger stays in the interpreter, and the compiler
 * finds out by trying.
 */
final class MethodSize {
    /** To give a local its first value. */
    static final int LOCAL = 6;

    private static final int PLAIN = 4;
    private static final int CONSTANT = 6;
    private static final int MEMORY = 12;
    private static final int OTHER = 14;
    /** With what is paid behind it, or told before a function is left. */
    private static final int BRANCH = 8 + 14;
    private static final int MEETING = 4 + 14;
    /** It looks at the fuel twice. */
    private static final int LOOP = 60;
    private static final int MOVED = 8;
    /** With the fuel told before and asked for behind, and the depth that is passed on. */
    private static final int CALL = 20 + 40;
    /** What pays for its size is told and asked as well. */
    private static final int SIZED = 14 + 30;
    private static final int FEW_PARAMETERS = 200;
    private static final int BOXED = 10;
    private static final int NUMERIC = 0x45;
    private static final int LAST_NUMERIC = 0xC4;
    private static final int LOCAL_GET = 0x20;
    private static final int GLOBAL_GET = 0x23;
    private static final int FIRST_LOAD = 0x28;
    private static final int FIRST_CONSTANT = 0x41;
    private static final int MEMORY_GROW = 0x40;
    private static final int LAST_PLAIN = 0xFF;

    private MethodSize() {
    }

    static int of(Opcode opcode) {
        int code = opcode.code();
        if (code == Control.LOOP) {
            return LOOP;
        }
        if (code == Control.IF || code == Control.ELSE || code == Control.END || code == Control.RETURN
                || code == Control.UNREACHABLE) {
            return MEETING;
        }
        if (code == MEMORY_GROW || code > LAST_PLAIN && !opcode.name().contains("trunc")) {
            return SIZED;
        }
        if (code >= LOCAL_GET && code < GLOBAL_GET || code >= NUMERIC && code <= LAST_NUMERIC || code < LOCAL_GET) {
            return PLAIN;
        }
        if (code >= FIRST_LOAD && code < FIRST_CONSTANT) {
            return MEMORY;
        }
        return code >= FIRST_CONSTANT && code < NUMERIC ? CONSTANT : OTHER;
    }

    /** A branch may move every operand out of the way. */
    static long branch(int height) {
        return BRANCH + (long) MOVED * height;
    }

    static int call(int parameters, int results) {
        int boxes = parameters > FEW_PARAMETERS ? parameters : 0;
        return CALL + BOXED * (boxes + (results > 1 ? results : 0));
    }
}
