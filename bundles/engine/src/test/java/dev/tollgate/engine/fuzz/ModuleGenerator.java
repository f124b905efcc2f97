package dev.tollgate.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes a valid module out of a seed, always the same one. */
final class ModuleGenerator {
    private static final int CALLS = 40;
    private static final int FUNCTION_EXPORT = 0;
    private static final int MEMORY_EXPORT = 2;
    private static final int GLOBAL_EXPORT = 3;

    private final long seed;
    private final RandomGenerator random;
    private final Constants constants;
    private final ModulePlan plan;
    private final int mostBytes;

    private ModuleGenerator(long seed, Features features) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        constants = new Constants(random);
        int imports = random.nextInt(4);
        int defined = 1 + random.nextInt(6);
        mostBytes = random.nextInt(20) == 0 ? 6_000 : 300;
        List<Signature> functions = new ArrayList<>();
        for (int i = 0; i < imports + defined; i++) {
            functions.add(new Signature(types(4, i >= imports), types(3, i >= imports)));
        }
        List<Type> globals = new ArrayList<>(List.of(Type.I32));
        globals.addAll(types(6, false));
        plan = ModulePlan.of(imports, functions, globals, random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(4), features);
    }

    static GeneratedModule generate(long seed, Features features) {
        return new ModuleGenerator(seed, features).generate();
    }

    private List<Type> types(int most, boolean references) {
        List<Type> types = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            types.add(references && random.nextInt(12) == 0 ? Type.FUNCREF : Type.NUMBERS.get(random.nextInt(4)));
        }
        return types;
    }

    /** An exported function that allows so many calls and makes the first of them. */
    private record Entry(String name, int function, Signature signature) {
    }

    private GeneratedModule generate() {
        int functions = plan.functions().size();
        List<Entry> entries = new ArrayList<>();
        List<byte[]> bodies = new ArrayList<>();
        for (int i = plan.imports(); i < functions; i++) {
            Signature signature = plan.functions().get(i);
            Code code = new Code(plan, i, signature, types(8, true), random);
            new BodyGenerator(code, mostBytes).write(10 + random.nextInt(mostBytes / 5));
            bodies.add(code.body());
            if (signature.ofNumbers()) {
                entries.add(new Entry("e" + i, i, signature));
            }
        }
        boolean start = random.nextInt(8) == 0;
        Signature nothing = Signature.of(List.of());
        for (int i = 0; i < entries.size(); i++) {
            bodies.add(entryBody(entries.get(i), i));
        }
        if (start) {
            Code code = new Code(plan, functions + entries.size(), nothing, List.of(), random);
            new BodyGenerator(code, mostBytes).write(10);
            bodies.add(code.body());
        }
        List<Integer> types = new ArrayList<>();
        plan.functions().subList(plan.imports(), functions).forEach(signature -> types.add(plan.type(signature)));
        entries.forEach(entry -> types.add(plan.type(entry.signature)));
        if (start) {
            types.add(plan.type(nothing));
        }
        byte[] wasm = binary(types, bodies, entries, start);
        return new GeneratedModule(seed, wasm, plan.functions().subList(0, plan.imports()), plan.globals(), plan.hasMemory(), calls(entries));
    }

    private byte[] entryBody(Entry entry, int index) {
        Code code = new Code(plan, plan.functions().size() + index, entry.signature, List.of(), random);
        code.constant(CALLS).op(0x24, ModulePlan.CALLS_LEFT);
        for (int i = 0; i < entry.signature.parameters().size(); i++) {
            code.op(0x20, i);
        }
        code.op(0x10).immediate(entry.function);
        code.give(entry.signature.results());
        return code.body();
    }

    private List<GeneratedModule.Call> calls(List<Entry> entries) {
        List<GeneratedModule.Call> calls = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (Entry entry : entries) {
                long[] arguments = entry.signature.parameters().stream().mapToLong(constants::bits).toArray();
                calls.add(new GeneratedModule.Call(entry.name, arguments, entry.signature.results()));
            }
        }
        return calls;
    }

    private byte[] binary(List<Integer> types, List<byte[]> bodies, List<Entry> entries, boolean start) {
        int functions = plan.functions().size();
        List<Integer> globals = IntStream.range(0, plan.globals().size()).boxed().toList();
        List<Integer> imports = IntStream.range(0, plan.imports()).boxed().toList();
        BinaryWriter imported = new BinaryWriter().section(2, imports,
                (writer, i) -> writer.name("host").name(Integer.toString(i)).bytes(0).unsigned(plan.type(plan.functions().get(i))));
        BinaryWriter wasm = new BinaryWriter().bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
        wasm.section(1, plan.types(), (writer, type) -> writer.bytes(0x60).types(type.parameters()).types(type.results()));
        wasm.raw(imported.toBytes());
        wasm.section(3, types, (writer, type) -> writer.unsigned(type));
        wasm.section(4, List.of(ModulePlan.MOST_SLOTS, ModulePlan.MOST_SLOTS - 1),
                (writer, most) -> writer.bytes(Type.FUNCREF.code, 1).unsigned(ModulePlan.SLOTS).unsigned(most));
        wasm.section(5, plan.hasMemory() ? List.of(plan.pages()) : List.of(), (writer, pages) -> writer.bytes(1, 1).unsigned(pages));
        wasm.section(6, globals, this::global);
        wasm.raw(exports(entries));
        if (start) {
            wasm.bytes(8).sized(new BinaryWriter().unsigned(functions + entries.size()).toBytes());
        }
        wasm.raw(elements());
        if (plan.hasMemory()) {
            wasm.bytes(12).sized(new BinaryWriter().unsigned(2).toBytes());
        }
        wasm.section(10, bodies, BinaryWriter::sized);
        if (plan.hasMemory()) {
            wasm.section(11, List.of(1, 0), this::data);
        }
        return wasm.toBytes();
    }

    private void global(BinaryWriter writer, int index) {
        Type type = plan.globals().get(index);
        writer.bytes(type.code, 1);
        if (index == ModulePlan.CALLS_LEFT) {
            writer.bytes(0x41).signed(CALLS);
        } else {
            constants.write(writer, type);
        }
        writer.bytes(Code.END);
    }

    private byte[] exports(List<Entry> entries) {
        BinaryWriter exports = new BinaryWriter();
        exports.unsigned(entries.size() + plan.globals().size() + (plan.hasMemory() ? 1 : 0));
        for (int i = 0; i < entries.size(); i++) {
            exports.name(entries.get(i).name).bytes(FUNCTION_EXPORT).unsigned(plan.functions().size() + i);
        }
        for (int i = 0; i < plan.globals().size(); i++) {
            exports.name("g" + i).bytes(GLOBAL_EXPORT).unsigned(i);
        }
        if (plan.hasMemory()) {
            exports.name("memory").bytes(MEMORY_EXPORT, 0);
        }
        return new BinaryWriter().bytes(7).sized(exports.toBytes()).toBytes();
    }

    /** A passive segment, one for each table, and a declaration of all functions, so that references to them are valid. */
    private byte[] elements() {
        List<Integer> all = IntStream.range(0, plan.functions().size()).boxed().toList();
        List<Integer> slots = IntStream.range(0, ModulePlan.SLOTS).map(i -> i % all.size()).boxed().toList();
        BinaryWriter elements = new BinaryWriter().unsigned(4);
        elements.bytes(1, 0).indices(slots);
        elements.bytes(0, 0x41, 0, Code.END).indices(slots);
        elements.bytes(2, 1, 0x41, 2, Code.END, 0).indices(slots.subList(0, 6));
        elements.bytes(3, 0).indices(all);
        return new BinaryWriter().bytes(9).sized(elements.toBytes()).toBytes();
    }

    /** @param mode 1 for a passive segment, 0 for one that is written at the start */
    private void data(BinaryWriter writer, int mode) {
        byte[] bytes = new byte[64];
        random.nextBytes(bytes);
        writer.bytes(mode);
        if (mode == 0) {
            writer.bytes(0x41).signed(random.nextInt(1 << 16) & ~63).bytes(Code.END);
        }
        writer.sized(bytes);
    }
}
