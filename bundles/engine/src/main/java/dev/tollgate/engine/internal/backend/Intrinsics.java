package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.compiler.internal.Shaded;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmException;
import com.dylibso.chicory.wasm.types.Value;
import dev.tollgate.engine.internal.memory.ByteMemory;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelCode;

/**
 * What compiled code calls in place of the compiler's own functions of the same names and types: accesses that know the
 * memory's class, the instructions of {@link FuelCode}, and unsigned comparisons that C2 of JDK 17 compiles well.
 *
 * <p>An address is unsigned. What is negative as an int stays so, and is out of bounds like what is too large: the JVM's own
 * check finds both, and its exception is the guest's trap.
 */
public final class Intrinsics {
    private Intrinsics() {
    }

    public static byte memoryReadByte(int base, int offset, Memory memory) {
        return bytes(memory)[address(base, offset)];
    }

    public static short memoryReadShort(int base, int offset, Memory memory) {
        return (short) ByteMemory.SHORT.get(bytes(memory), address(base, offset));
    }

    public static int memoryReadInt(int base, int offset, Memory memory) {
        return (int) ByteMemory.INT.get(bytes(memory), address(base, offset));
    }

    public static long memoryReadLong(int base, int offset, Memory memory) {
        return (long) ByteMemory.LONG.get(bytes(memory), address(base, offset));
    }

    public static float memoryReadFloat(int base, int offset, Memory memory) {
        return (float) ByteMemory.FLOAT.get(bytes(memory), address(base, offset));
    }

    public static double memoryReadDouble(int base, int offset, Memory memory) {
        return (double) ByteMemory.DOUBLE.get(bytes(memory), address(base, offset));
    }

    public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
        bytes(memory)[address(base, offset)] = value;
    }

    public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
        ByteMemory.SHORT.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
        ByteMemory.INT.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
        ByteMemory.LONG.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteFloat(int base, float value, int offset, Memory memory) {
        ByteMemory.FLOAT.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteDouble(int base, double value, int offset, Memory memory) {
        ByteMemory.DOUBLE.set(bytes(memory), address(base, offset), value);
    }

    public static int memoryAtomicIntRmwAdd(int unused, int units, int offset, Memory memory) {
        ((LinearMemory) memory).pay(units);
        return 0;
    }

    public static int memoryAtomicIntRmwXchg(int callsLeft, int units, int offset, Memory memory) {
        ((LinearMemory) memory).payForCalls(callsLeft, units);
        return 0;
    }

    public static int memoryAtomicIntRmwXor(int callsLeft, int left, int offset, Memory memory) {
        ((LinearMemory) memory).fuelForCalls(callsLeft, left);
        return 0;
    }

    public static int memoryAtomicIntRmwOr(int unused, int left, int offset, Memory memory) {
        return ((LinearMemory) memory).again(left);
    }

    public static int memoryAtomicIntRead(int unused, int offset, Memory memory) {
        return ((LinearMemory) memory).ask();
    }

    public static void memoryAtomicIntWrite(int unused, int left, int offset, Memory memory) {
        ((LinearMemory) memory).left(left);
    }

    public static int memoryAtomicIntRmwAnd(int size, int count, int offset, Memory memory) {
        return ((LinearMemory) memory).pay(FuelCode.Size.at(size), count);
    }

    public static WasmException createWasmException(long[] values, int tag, Instance instance) {
        WasmException thrown = new ThrownByGuest(instance, tag, values == null ? new long[0] : values);
        instance.registerException(thrown);
        return thrown;
    }

    /** A small integer that a global began with is made an object once, not each time that it is read. */
    public static int readGlobalRef(int index, Instance instance) {
        GlobalInstance global = instance.global(index);
        if (Value.isI31(global.getValue())) {
            global.setValue(Shaded.readGlobalRef(index, instance));
        }
        return (int) global.getValue();
    }

    /** JDK-8376400: C2 before JDK 21 folds pairs of unsigned comparisons wrongly in large methods. */
    public static int I32_LT_U(int a, int b) {
        return (a ^ Integer.MIN_VALUE) < (b ^ Integer.MIN_VALUE) ? 1 : 0;
    }

    /** As {@link #I32_LT_U}. */
    public static int i32_ge_u(int a, int b) {
        return (a ^ Integer.MIN_VALUE) >= (b ^ Integer.MIN_VALUE) ? 1 : 0;
    }

    private static byte[] bytes(Memory memory) {
        return ((LinearMemory) memory).bytes;
    }

    private static int address(int base, int offset) {
        return base < 0 ? base : base + offset;
    }
}
