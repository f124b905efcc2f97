package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.types.OpCode;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.engine.internal.backend.Classes;
import dev.tollgate.engine.internal.source.Places;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes and reads compiled modules: the fields in the order of the records, numbers as {@link DataOutputStream} has them, and before
 * each text, array and list how long it is. It has no version: whatever changes here changes the key that it is kept under. What is
 * read was authenticated before.
 */
final class CompiledModuleFormat {
    private static final int NO_START = -1;

    private CompiledModuleFormat() {
    }

    /** What is written for each of many. */
    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    static byte[] write(CompiledModule module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(module, new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(CompiledModule module, DataOutputStream out) throws IOException {
        Admission.Admitted admitted = module.admitted();
        each(out, admitted.info().imports(), imported -> {
            text(out, imported.module());
            text(out, imported.name());
            text(out, imported.type());
        });
        each(out, admitted.info().exports(), export -> {
            text(out, export.name());
            text(out, export.type());
        });
        each(out, admitted.functions().entrySet(), function -> {
            text(out, function.getKey());
            out.writeInt(function.getValue());
        });
        each(out, admitted.opcodes(), opcode -> text(out, opcode.name()));
        out.writeLong(admitted.constantBytes());
        each(out, admitted.large(), out::writeInt);
        out.writeInt(module.start().orElse(NO_START));
        out.writeInt(module.entry().length);
        for (int cost : module.entry()) {
            out.writeInt(cost);
        }
        array(out, module.module());
        each(out, module.classes().files().entrySet(), file -> {
            text(out, file.getKey());
            array(out, file.getValue());
        });
        each(out, module.classes().interpreted(), out::writeInt);
        each(out, module.classes().huge(), out::writeInt);
        each(out, module.classes().unplaced(), out::writeInt);
        array(out, module.places().packed());
        out.writeInt(module.places().size());
        each(out, module.places().files(), file -> text(out, file));
    }

    static CompiledModule read(byte[] bytes) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException shorter) {
            throw new UncheckedIOException("what was kept of a module is shorter than was written", shorter);
        }
    }

    private static CompiledModule read(DataInputStream in) throws IOException {
        List<ModuleInfo.Import> imports = list(in, () -> new ModuleInfo.Import(text(in), text(in), text(in)));
        List<ModuleInfo.Export> exports = list(in, () -> new ModuleInfo.Export(text(in), text(in)));
        Map<String, Integer> functions = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            functions.put(text(in), in.readInt());
        }
        Set<OpCode> opcodes = EnumSet.noneOf(OpCode.class);
        opcodes.addAll(list(in, () -> OpCode.valueOf(text(in))));
        var admitted = new Admission.Admitted(new ModuleInfo(imports, exports), functions, opcodes, in.readLong(), numbers(in));
        int start = in.readInt();
        int[] entry = new int[in.readInt()];
        for (int i = 0; i < entry.length; i++) {
            entry[i] = in.readInt();
        }
        byte[] module = array(in);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            files.put(text(in), array(in));
        }
        return new CompiledModule(admitted, start == NO_START ? OptionalInt.empty() : OptionalInt.of(start), entry, module,
                new Classes(files, numbers(in), numbers(in), numbers(in)), new Places(array(in), in.readInt(), list(in, () -> text(in))));
    }

    private static <T> void each(DataOutputStream out, Collection<T> values, Writing<T> writing) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writing.write(value);
        }
    }

    private static <T> List<T> list(DataInputStream in, Reading<T> reading) throws IOException {
        int count = in.readInt();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reading.read());
        }
        return values;
    }

    private static Set<Integer> numbers(DataInputStream in) throws IOException {
        return new TreeSet<>(list(in, in::readInt));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        array(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(array(in), StandardCharsets.UTF_8);
    }

    private static void array(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] array(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
