package dev.tollgate.engine.internal;

import dev.tollgate.engine.internal.admission.WasmBytes;

/** Modules with functions of a size that is asked for. */
final class LargeFunctions {
    /** More than a method of the JVM holds, and more than its JIT takes. */
    static final int TOO_LARGE = 15_000;
    static final int HUGE = 2_000;

    private LargeFunctions() {
    }

    /** One function for each number, exported as {@code f0}, {@code f1} and so on: a handler that loads so often. */
    static byte[] module(int... loads) {
        WasmBytes code = new WasmBytes().u32(loads.length);
        WasmBytes exports = new WasmBytes().u32(loads.length);
        for (int i = 0; i < loads.length; i++) {
            code.sized(WasmBytes.of(0, 0x41, 0).repeat(loads[i], 0x28, 2, 0).add(0x0b));
            exports.name("f" + i).add(0).u32(i);
        }
        return WasmBytes.module().section(WasmBytes.TYPE, WasmBytes.of(1, 0x60, 0, 1, 0x7f))
                .section(WasmBytes.FUNCTION, new WasmBytes().u32(loads.length).repeat(loads.length, 0))
                .section(WasmBytes.MEMORY, WasmBytes.of(1, 0, 1)).section(WasmBytes.EXPORT, exports)
                .section(WasmBytes.CODE, code).bytes();
    }
}
