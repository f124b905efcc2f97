package dev.tollgate.engine.fuzz;

import java.util.List;

/** A module that exports a function, {@code run}, and has two tables of 10 and 2 entries and a memory of one page. */
final class SmallModule {
    private SmallModule() {
    }

    /** Functions of one type, the first of which is {@code run}. */
    static byte[] of(Signature signature, BinaryWriter... functions) {
        return of(List.of(signature), signature, List.of(), functions);
    }

    /**
     * @param types  which code may refer to by index; one of them is that of the functions
     * @param locals of each function
     */
    static byte[] of(List<Signature> types, Signature signature, List<Type> locals, BinaryWriter... functions) {
        return new BinaryWriter().bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, types, (writer, type) -> writer.bytes(0x60).types(type.parameters()).types(type.results()))
                .section(3, List.of(functions), (writer, function) -> writer.unsigned(types.indexOf(signature)))
                .section(4, List.of(10, 2), (writer, size) -> writer.bytes(Type.FUNCREF.code, 0, size))
                .section(5, List.of(1), (writer, pages) -> writer.bytes(0, pages))
                .section(7, List.of("run"), (writer, name) -> writer.name(name).bytes(0, 0))
                .section(10, List.of(functions), (writer, function) -> writer.sized(body(locals, function))).toBytes();
    }

    private static byte[] body(List<Type> locals, BinaryWriter code) {
        return new BinaryWriter().vector(locals, (writer, type) -> writer.unsigned(1).bytes(type.code))
                .raw(code.toBytes()).bytes(Code.END).toBytes();
    }
}
