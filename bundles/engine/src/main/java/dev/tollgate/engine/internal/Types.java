package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Function types, written and read as {@code (i32,i64)->i32}. */
final class Types {
    private Types() {
    }

    static String text(FunctionType type) {
        return "(" + text(type.params()) + ")->" + text(type.returns());
    }

    static FunctionType parse(String text) {
        int arrow = text.indexOf(")->");
        return FunctionType.of(values(text.substring(1, arrow)), values(text.substring(arrow + 3)));
    }

    /** The type as it stands in a metered module: with the calls left as its last parameter. */
    static FunctionType metered(FunctionType type) {
        List<ValType> parameters = new ArrayList<>(type.params());
        parameters.add(ValType.I32);
        return FunctionType.of(parameters, type.returns());
    }

    private static String text(List<ValType> types) {
        return types.stream().map(type -> type.toString().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
    }

    private static List<ValType> values(String names) {
        return names.isEmpty() ? List.of() : Arrays.stream(names.split(",")).map(Types::value).toList();
    }

    private static ValType value(String name) {
        return switch (name) {
            case "i32" -> ValType.I32;
            case "i64" -> ValType.I64;
            case "f32" -> ValType.F32;
            case "f64" -> ValType.F64;
            case "externref" -> ValType.ExternRef;
            default -> throw new IllegalArgumentException("no such value type: " + name);
        };
    }
}
