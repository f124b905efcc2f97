package dev.tollgate.engine.internal.metering;

import dev.tollgate.engine.internal.admission.ValueTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The type section, in which each function type gets one parameter more: the calls that are left to it. Blocks and tags use
 * function types as well, and need them as they were: they are given copies, which stand after all others.
 */
final class FunctionTypes {
    private static final int RECURSIVE = 0x4e;
    private static final int FINAL = 0x4f;
    private static final int OPEN = 0x50;
    private static final int ARRAY = 0x5e;
    private static final int STRUCT = 0x5f;
    static final int FUNCTION = 0x60;
    static final int I32 = 0x7f;

    private static final int FILLER = -1;
    private static final byte[] NO_FUNCTION = {FUNCTION, 0, 0};

    /** Parameters of each type; of what is no function, -1. */
    private final List<Integer> parameters = new ArrayList<>();
    private final List<Integer> fields = new ArrayList<>();
    private final List<byte[]> originals = new ArrayList<>();
    private final List<Integer> copied = new ArrayList<>();
    private final Map<Integer, Integer> copies = new HashMap<>();
    private final WasmWriter rewritten = new WasmWriter();
    private int groups;

    /** A module that has no types. */
    FunctionTypes() {
    }

    FunctionTypes(WasmReader section) {
        groups = section.u32();
        for (int i = 0; i < groups; i++) {
            if (section.bytes[section.at] == RECURSIVE) {
                section.skip(1);
                int members = section.u32();
                rewritten.u8(RECURSIVE).u32(members);
                for (int m = 0; m < members; m++) {
                    read(section);
                }
            } else {
                read(section);
            }
        }
    }

    /** How many parameters a function type has in the original. */
    int parameters(int type) {
        return parameters.get(type);
    }

    /** How many fields a structure type has. */
    int fields(int type) {
        return fields.get(type);
    }

    /** Where a block or a tag finds the type that it knew by this index. */
    int original(int type) {
        return copies.computeIfAbsent(type, unknown -> {
            while (ValueTypes.mistakenForValueType(parameters.size() + copied.size())) {
                // The engine takes a block type's index that equals the code of a value type for that.
                copied.add(FILLER);
            }
            copied.add(type);
            return parameters.size() + copied.size() - 1;
        });
    }

    byte[] section() {
        WasmWriter section = new WasmWriter().u32(groups + copied.size()).raw(rewritten.bytes());
        copied.forEach(type -> section.raw(type == FILLER ? NO_FUNCTION : originals.get(type)));
        return section.bytes();
    }

    boolean empty() {
        return groups + copied.size() == 0;
    }

    private void read(WasmReader section) {
        int from = section.at;
        int code = section.u8();
        if (code == FINAL || code == OPEN) {
            for (int i = section.u32(); i > 0; i--) {
                section.skipNumber();
            }
            code = section.u8();
        }
        int body = section.at;
        if (code == FUNCTION) {
            rewritten.raw(section.bytes, from, body);
            int count = section.u32();
            int first = section.at;
            valueTypes(section, count);
            rewritten.u32(count + 1).raw(section.bytes, first, section.at).u8(I32);
            int results = section.at;
            valueTypes(section, section.u32());
            rewritten.raw(section.bytes, results, section.at);
            parameters.add(count);
            fields.add(0);
            originals.add(new WasmWriter().u8(FUNCTION).raw(section.bytes, body, section.at).bytes());
            return;
        }
        int count = code == STRUCT ? section.u32() : 1;
        for (int i = 0; i < count; i++) {
            section.skipValueType();
            section.skip(1);
        }
        rewritten.raw(section.bytes, from, section.at);
        parameters.add(-1);
        fields.add(code == ARRAY ? 0 : count);
        originals.add(null);
    }

    private static void valueTypes(WasmReader section, int count) {
        for (int i = 0; i < count; i++) {
            section.skipValueType();
        }
    }
}
