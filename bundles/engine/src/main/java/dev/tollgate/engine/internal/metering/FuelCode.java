package dev.tollgate.engine.internal.metering;

/**
 * What the metered module says to its host, in instructions that no guest may use and that are answered by the host's own
 * memory: atomic ones on memory 0. So a charge is no call, nothing is renumbered for it, what it counts in lies outside of
 * all that the guest can reach, and what it throws is nothing that the guest can catch.
 *
 * <table>
 * <caption>The instructions and their meaning</caption>
 * <tr><th>instruction</th><th>address</th><th>value</th><th>answer</th></tr>
 * <tr><td>{@code i32.atomic.rmw.xchg}</td><td>calls left</td><td>units</td><td>a function is entered: calls left to those it calls</td></tr>
 * <tr><td>{@code i32.atomic.rmw.add}</td><td>0</td><td>units</td><td>a run is paid for</td></tr>
 * <tr><td>{@code i32.atomic.rmw.or}</td><td>0</td><td>fuel</td><td>a loop begins again: the fuel that is left is told, and asked</td></tr>
 * <tr><td>{@code i32.atomic.load}</td><td>0</td><td></td><td>the fuel that is left is asked</td></tr>
 * <tr><td>{@code i32.atomic.store}</td><td>0</td><td>fuel</td><td>the fuel that is left is told</td></tr>
 * <tr><td>{@code i32.atomic.rmw.and}</td><td>{@link Size}</td><td>size</td><td>the size, paid for</td></tr>
 * </table>
 *
 * <p>An address has to be a multiple of four in every engine, so calls are counted in fours.
 */
public final class FuelCode {
    /** What one call takes of the calls left. */
    public static final int CALL = 4;

    private static final int ATOMIC = 0xfe;
    private static final int LOAD = 0x10;
    private static final int STORE = 0x17;
    private static final int ADD = 0x1e;
    private static final int AND = 0x2c;
    private static final int OR = 0x33;
    private static final int XCHG = 0x41;

    private static final int LOCAL_GET = 0x20;
    private static final int LOCAL_SET = 0x21;
    private static final int I32_CONST = 0x41;
    private static final int I32_SUB = 0x6b;
    private static final int DROP = 0x1a;

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

    static void enter(WasmWriter code, int depthLocal, int units) {
        code.u8(LOCAL_GET).u32(depthLocal).u8(I32_CONST).signed(units);
        atomic(code, XCHG).u8(LOCAL_SET).u32(depthLocal);
    }

    static void charge(WasmWriter code, int units) {
        code.u8(I32_CONST).u8(0).u8(I32_CONST).signed(units);
        atomic(code, ADD).u8(DROP);
    }

    static void chargeLocal(WasmWriter code, int fuelLocal, int units) {
        code.u8(LOCAL_GET).u32(fuelLocal).u8(I32_CONST).signed(units).u8(I32_SUB).u8(LOCAL_SET).u32(fuelLocal);
    }

    static void loop(WasmWriter code, int fuelLocal, int units) {
        code.u8(I32_CONST).u8(0).u8(LOCAL_GET).u32(fuelLocal);
        if (units > 0) {
            code.u8(I32_CONST).signed(units).u8(I32_SUB);
        }
        atomic(code, OR).u8(LOCAL_SET).u32(fuelLocal);
    }

    static void ask(WasmWriter code, int fuelLocal) {
        code.u8(I32_CONST).u8(0);
        atomic(code, LOAD).u8(LOCAL_SET).u32(fuelLocal);
    }

    static void tell(WasmWriter code, int fuelLocal) {
        code.u8(I32_CONST).u8(0).u8(LOCAL_GET).u32(fuelLocal);
        atomic(code, STORE);
    }

    /** Pays for the size on top of the stack, and leaves it there. */
    static void size(WasmWriter code, Size size, int local) {
        code.u8(LOCAL_SET).u32(local).u8(I32_CONST).signed(size.address()).u8(LOCAL_GET).u32(local);
        atomic(code, AND);
    }

    static void object(WasmWriter code, int elements) {
        code.u8(I32_CONST).signed(Size.OBJECT.address()).u8(I32_CONST).signed(elements);
        atomic(code, AND).u8(DROP);
    }

    /** Its alignment is the natural one, its offset none. */
    private static WasmWriter atomic(WasmWriter code, int instruction) {
        return code.u8(ATOMIC).u8(instruction).u8(2).u8(0);
    }
}
