package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.compiler.internal.Shaded;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.Value;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What compiled code calls in place of the compiler's own functions of the same names and types: accesses that know the
 * memory's class, the instructions of {@link FuelCode}, and unsigned comparisons that C2 of JDK 17 compiles well.
 *
 * <p>An address is unsigned. What is negative as an int stays so, and is out of bounds like what is too large: the JVM's own
 * check finds both, and its exception is the guest's trap.
 */
public final class Intrinsics {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private Intrinsics() {
    }

    public static byte memoryReadByte(int base, int offset, Memory memory) {
        return bytes(memory)[address(base, offset)];
    }

    public static short memoryReadShort(int base, int offset, Memory memory) {
        return (short) SHORT.get(bytes(memory), address(base, offset));
    }

    public static int memoryReadInt(int base, int offset, Memory memory) {
        return (int) INT.get(bytes(memory), address(base, offset));
    }

    public static long memoryReadLong(int base, int offset, Memory memory) {
        return (long) LONG.get(bytes(memory), address(base, offset));
    }

    public static float memoryReadFloat(int base, int offset, Memory memory) {
        return (float) FLOAT.get(bytes(memory), address(base, offset));
    }

    public static double memoryReadDouble(int base, int offset, Memory memory) {
        return (double) DOUBLE.get(bytes(memory), address(base, offset));
    }

    public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
        bytes(memory)[address(base, offset)] = value;
    }

    public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
        SHORT.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
        INT.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
        LONG.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteFloat(int base, float value, int offset, Memory memory) {
        FLOAT.set(bytes(memory), address(base, offset), value);
    }

    public static void memoryWriteDouble(int base, double value, int offset, Memory memory) {
        DOUBLE.set(bytes(memory), address(base, offset), value);
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

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }
}
