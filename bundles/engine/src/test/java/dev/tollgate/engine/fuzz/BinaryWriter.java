package dev.tollgate.engine.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes WebAssembly's binary format. */
final class BinaryWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    BinaryWriter bytes(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    BinaryWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    BinaryWriter unsigned(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    BinaryWriter signed(long value) {
        long rest = value;
        while (rest != (rest << 57 >> 57)) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>= 7;
        }
        out.write((int) (rest & 0x7F));
        return this;
    }

    BinaryWriter f32(float value) {
        return little(Float.floatToRawIntBits(value), Integer.BYTES);
    }

    BinaryWriter f64(double value) {
        return little(Double.doubleToRawLongBits(value), Long.BYTES);
    }

    private BinaryWriter little(long bits, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (bits >>> 8 * i));
        }
        return this;
    }

    BinaryWriter name(String name) {
        return sized(name.getBytes(StandardCharsets.UTF_8));
    }

    BinaryWriter sized(byte[] bytes) {
        return unsigned(bytes.length).raw(bytes);
    }

    BinaryWriter types(List<Type> types) {
        return vector(types, (writer, type) -> writer.bytes(type.code));
    }

    BinaryWriter indices(List<Integer> indices) {
        return vector(indices, (writer, index) -> writer.unsigned(index));
    }

    <T> BinaryWriter vector(Collection<T> items, BiConsumer<BinaryWriter, T> item) {
        unsigned(items.size());
        items.forEach(each -> item.accept(this, each));
        return this;
    }

    /** A section with so many items, left out if there are none. */
    <T> BinaryWriter section(int id, Collection<T> items, BiConsumer<BinaryWriter, T> item) {
        return items.isEmpty() ? this : bytes(id).sized(new BinaryWriter().vector(items, item).toBytes());
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
