package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import dev.tollgate.limits.MemoryBudget;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * One byte array of exactly the memory's size, so that the JVM's own bounds check is the guest's. Its pages count against
 * the instance's memory and are paid for with fuel when it grows.
 */
final class LinearMemory implements Memory {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private final MemoryLimits limits;
    private final int mostPages;
    private final MemoryBudget budget;
    private final LongConsumer fuel;
    private byte[] bytes;
    private DataSegment[] segments = new DataSegment[0];

    /** @throws dev.tollgate.limits.Tripped before anything is allocated, when there is no room */
    LinearMemory(MemoryLimits limits, MemoryBudget budget, LongConsumer fuel) {
        this.limits = limits;
        this.mostPages = Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
        this.budget = budget;
        this.fuel = fuel;
        budget.take((long) limits.initialPages() * PAGE_SIZE);
        this.bytes = new byte[limits.initialPages() * PAGE_SIZE];
    }

    /** Whether {@code length} bytes at {@code address}, both unsigned, lie within the memory. */
    boolean holds(int address, int length) {
        return Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) <= bytes.length;
    }

    int size() {
        return bytes.length;
    }

    byte[] copy() {
        return bytes.clone();
    }

    /** Makes the memory equal to an earlier copy of it. */
    void restore(byte[] copy) {
        if (bytes.length == copy.length) {
            System.arraycopy(copy, 0, bytes, 0, copy.length);
        } else {
            budget.giveBack(bytes.length - copy.length);
            bytes = copy.clone();
        }
    }

    @Override
    public int pages() {
        return bytes.length / PAGE_SIZE;
    }

    @Override
    public int grow(int pages) {
        int before = pages();
        if (pages < 0 || pages > mostPages - before) {
            return -1;
        }
        if (pages == 0) {
            return before;
        }
        fuel.accept((long) pages * FuelSchedule.PAGE);
        budget.take((long) pages * PAGE_SIZE);
        bytes = Arrays.copyOf(bytes, (before + pages) * PAGE_SIZE);
        return before;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return mostPages;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int address) {
        throw unshared();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, int expected, long timeout) {
        throw unshared();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, long expected, long timeout) {
        throw unshared();
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int address, int maxThreads) {
        throw unshared();
    }

    @Override
    public void initialize(Instance instance, DataSegment[] data) {
        initialize(instance, data, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment[] data, int memoryIndex) {
        segments = data == null ? new DataSegment[0] : data;
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active && active.index() == memoryIndex) {
                int offset = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                if (!holds(offset, active.data().length)) {
                    throw new UninstantiableException("out of bounds memory access: data segment");
                }
                System.arraycopy(active.data(), 0, bytes, offset, active.data().length);
            }
        }
    }

    @Override
    public void initPassiveSegment(int segment, int destination, int offset, int size) {
        byte[] data = segments[segment].data();
        if (Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(size) > data.length) {
            throw outOfBounds(offset);
        }
        write(destination, data, offset, size);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    @Override
    public void write(int address, byte[] data, int offset, int size) {
        check(address, size);
        System.arraycopy(data, offset, bytes, address, size);
    }

    @Override
    public byte[] readBytes(int address, int length) {
        check(address, length);
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    @Override
    public void zero() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public void fill(byte value, int from, int to) {
        check(from, to - from);
        Arrays.fill(bytes, from, to, value);
    }

    @Override
    public void copy(int destination, int source, int size) {
        check(destination, size);
        check(source, size);
        System.arraycopy(bytes, source, bytes, destination, size);
    }

    @Override
    public byte read(int address) {
        try {
            return bytes[address];
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public void writeByte(int address, byte value) {
        try {
            bytes[address] = value;
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public short readShort(int address) {
        try {
            return (short) SHORT.get(bytes, address);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public long readU16(int address) {
        return Short.toUnsignedLong(readShort(address));
    }

    @Override
    public void writeShort(int address, short value) {
        try {
            SHORT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public int readInt(int address) {
        try {
            return (int) INT.get(bytes, address);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public void writeI32(int address, int value) {
        try {
            INT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public long readLong(int address) {
        try {
            return (long) LONG.get(bytes, address);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public void writeLong(int address, long value) {
        try {
            LONG.set(bytes, address, value);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public float readFloat(int address) {
        try {
            return (float) FLOAT.get(bytes, address);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public void writeF32(int address, float value) {
        try {
            FLOAT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public double readDouble(int address) {
        try {
            return (double) DOUBLE.get(bytes, address);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    @Override
    public void writeF64(int address, double value) {
        try {
            DOUBLE.set(bytes, address, value);
        } catch (IndexOutOfBoundsException outside) {
            throw outOfBounds(address);
        }
    }

    private void check(int address, int length) {
        if (!holds(address, length)) {
            throw outOfBounds(address);
        }
    }

    private static TrapException outOfBounds(int address) {
        return new TrapException("out of bounds memory access: " + Integer.toUnsignedLong(address));
    }

    private static UnsupportedOperationException unshared() {
        return new UnsupportedOperationException("shared memories are refused at load");
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }
}
