package dev.tollgate.engine.internal.memory;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TrapException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One byte array of exactly the memory's size, so that the JVM's own bounds check is the guest's. */
public abstract class ByteMemory implements Memory {
    public static final VarHandle SHORT = view(short[].class);
    public static final VarHandle INT = view(int[].class);
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle FLOAT = view(float[].class);
    public static final VarHandle DOUBLE = view(double[].class);

    /** What compiled code reads and writes; another array after the memory has grown. */
    public byte[] bytes;

    /** Whether {@code length} bytes at {@code address}, both unsigned, lie within the memory. */
    public boolean holds(int address, int length) {
        return Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) <= bytes.length;
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

    /** Said once, when the instance is made, of an array that is new. */
    @Override
    public void zero() {
        // It is zero.
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

    static TrapException outOfBounds(int address) {
        return new TrapException("out of bounds memory access: " + Integer.toUnsignedLong(address));
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }
}
