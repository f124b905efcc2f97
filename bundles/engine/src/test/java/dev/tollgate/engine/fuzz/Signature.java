package dev.tollgate.engine.fuzz;

import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.List;

/** What a function takes and returns, or what a block does. */
record Signature(List<Type> parameters, List<Type> results) {
    static Signature of(List<Type> parameters, Type... results) {
        return new Signature(parameters, List.of(results));
    }

    /** Whether the host can pass and read all of it. */
    boolean ofNumbers() {
        return Type.NUMBERS.containsAll(parameters) && Type.NUMBERS.containsAll(results);
    }

    FunctionType engineType() {
        return FunctionType.of(parameters.stream().map(Signature::engineType).toList(), results.stream().map(Signature::engineType).toList());
    }

    private static ValType engineType(Type type) {
        return switch (type) {
            case I32 -> ValType.I32;
            case I64 -> ValType.I64;
            case F32 -> ValType.F32;
            case F64 -> ValType.F64;
            case FUNCREF -> ValType.FuncRef;
        };
    }
}
