package dev.tollgate.engine.internal.metering;

/**
 * What the metered module says to its host, in instructions that no guest may use and that are answered by the host's own
 * memory: atomic ones on memory 0. So a charge is no call, nothing is renumbered for it, what it counts in lies outside of
 * all that the guest can reach, and what it throws is nothing that the guest can catch.
 *
 * <table>
 * <caption>The instructions and their meaning</caption>
 * <tr><th>instruction</th><th>address</th><th>value</th><th>meaning</th></tr>
 * <tr><td>{@code i32.atomic.rmw.add}</td><td>0</td><td>units</td><td>a run is paid for</td></tr>
 * <tr><td>{@code i32.atomic.rmw.xchg}</td><td>calls left</td><td>units</td><td>a run that calls is paid for; fuel and calls left are looked at</td></tr>
 * <tr><td>{@code i32.atomic.rmw.xor}</td><td>calls left</td><td>fuel</td><td>a function is about to be called with so much fuel in hand; both are looked at</td></tr>
 * <tr><td>{@code i32.atomic.rmw.or}</td><td>0</td><td>fuel</td><td>a loop has so much fuel in hand, less than none; the answer is what it has now</td></tr>
 * <tr><td>{@code i32.atomic.store}</td><td>0</td><td>fuel</td><td>so much fuel is in hand</td></tr>
 * <tr><td>{@code i32.atomic.load}</td><td>0</td><td></td><td>the answer is the fuel in hand</td></tr>
 * <tr><td>{@code i32.atomic.rmw.and}</td><td>{@link Size}</td><td>size</td><td>an instruction of this size is paid for; the answer is the size</td></tr>
 * </table>
 *
 * <p>An address has to be a multiple of four in every engine, so calls are counted in fours.
 */
public final class FuelCode {
    /** What one call takes of the calls left. */
    public static final int CALL = 4;

    /** Only says how much fuel is in hand, and ends nothing. */
    static final int TELL = 0xfe17;

    private static final int ATOMIC = 0xfe;
    private static final int LOAD = 0x10;
    private static final int STORE = 0x17;
    private static final int ADD = 0x1e;
    private static final int AND = 0x2c;
    private static final int OR = 0x33;
    private static final int XOR = 0x3a;
    private static final int XCHG = 0x41;

    private static final int UNREACHABLE = 0x00;
    private static final int IF = 0x04;
    private static final int NO_RESULT = 0x40;
    private static final int END = 0x0b;
    private static final int BR_IF = 0x0d;
    private static final int DROP = 0x1a;
    private static final int LOCAL_GET = 0x20;
    private static final int LOCAL_SET = 0x21;
    private static final int LOCAL_TEE = 0x22;
    private static final int REF_IS_NULL = 0xd1;
    private static final int I32_CONST = 0x41;
    private static final int I32_LT_S = 0x48;
    private static final int I32_SUB = 0x6b;

    /** What the size of an instruction is counted in. */
    public enum Size {
        /** Bytes that are moved. */
        BYTES,
        /** Entries or elements that are moved. */
        ELEMENTS,
        /** Elements of a collected object that is made: paid for, and taken from the instance's memory. */
        ARRAY,
        /** Elements of a collected object whose fuel is paid for: taken from the instance's memory. */
        OBJECT;

        private static final Size[] ALL = values();

        int address() {
            return ordinal() * 4;
        }

        /** What the guest's address says. */
        public static Size at(int address) {
            return ALL[address / 4];
        }
    }

    private FuelCode() {
    }

    static void pay(WasmWriter code, int units) {
        constant(code, 0);
        constant(code, units);
        atomic(code, ADD).u8(DROP);
    }

    /** In a function that keeps its fuel in a local. */
    static void payLocal(WasmWriter code, int fuelLocal, int units) {
        code.u8(LOCAL_GET).u32(fuelLocal);
        constant(code, units);
        code.u8(I32_SUB).u8(LOCAL_SET).u32(fuelLocal);
    }

    static void payForCalls(WasmWriter code, int depthLocal, int units) {
        code.u8(LOCAL_GET).u32(depthLocal);
        constant(code, units);
        atomic(code, XCHG).u8(DROP);
    }

    /** A loop begins again; it calls nothing, or says so by itself. */
    static void payForLoop(WasmWriter code, int units) {
        constant(code, CALL);
        constant(code, units);
        atomic(code, XCHG).u8(DROP);
    }

    static void tellForCall(WasmWriter code, int depthLocal, int fuelLocal) {
        code.u8(LOCAL_GET).u32(depthLocal).u8(LOCAL_GET).u32(fuelLocal);
        atomic(code, XOR).u8(DROP);
    }

    static void againIfOwing(WasmWriter code, int fuelLocal) {
        owing(code, fuelLocal).u8(IF).u8(NO_RESULT);
        constant(code, 0);
        code.u8(LOCAL_GET).u32(fuelLocal);
        atomic(code, OR).u8(LOCAL_SET).u32(fuelLocal).u8(END);
    }

    static void branchIfOwing(WasmWriter code, int fuelLocal, int label) {
        owing(code, fuelLocal).u8(BR_IF).u32(label);
    }

    /** What is on top of the stack stays there; without this the engine would throw what it does not have. */
    static void trapIfNull(WasmWriter code, int local) {
        code.u8(LOCAL_TEE).u32(local).u8(REF_IS_NULL).u8(IF).u8(NO_RESULT).u8(UNREACHABLE).u8(END);
        code.u8(LOCAL_GET).u32(local);
    }

    private static WasmWriter owing(WasmWriter code, int fuelLocal) {
        code.u8(LOCAL_GET).u32(fuelLocal);
        constant(code, 0);
        return code.u8(I32_LT_S);
    }

    static void tell(WasmWriter code, int fuelLocal) {
        constant(code, 0);
        code.u8(LOCAL_GET).u32(fuelLocal);
        atomic(code, STORE);
    }

    static void ask(WasmWriter code, int fuelLocal) {
        constant(code, 0);
        atomic(code, LOAD).u8(LOCAL_SET).u32(fuelLocal);
    }

    /** The calls that are left to what is called from here. */
    static void passDepth(WasmWriter code, int depthLocal) {
        code.u8(LOCAL_GET).u32(depthLocal);
        constant(code, CALL);
        code.u8(I32_SUB);
    }

    /** Pays for the size on top of the stack, and leaves it there. */
    static void size(WasmWriter code, Size size, int local) {
        code.u8(LOCAL_SET).u32(local);
        constant(code, size.address());
        code.u8(LOCAL_GET).u32(local);
        atomic(code, AND);
    }

    /** As much as instructions that move so many elements. */
    static void payAtHost(WasmWriter code, int units) {
        constant(code, Size.ELEMENTS.address());
        constant(code, units);
        atomic(code, AND).u8(DROP);
    }

    static void object(WasmWriter code, int elements) {
        constant(code, Size.OBJECT.address());
        constant(code, elements);
        atomic(code, AND).u8(DROP);
    }

    private static void constant(WasmWriter code, int value) {
        code.u8(I32_CONST).signed(value);
    }

    /** Its alignment is the natural one, its offset none. */
    private static WasmWriter atomic(WasmWriter code, int instruction) {
        return code.u8(ATOMIC).u8(instruction).u8(2).u8(0);
    }
}
