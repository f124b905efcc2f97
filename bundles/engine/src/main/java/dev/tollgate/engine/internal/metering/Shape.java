package dev.tollgate.engine.internal.metering;

/** What a function's code is made of, as far as it decides how it is metered. */
record Shape(boolean loops, boolean catches) {
    static Shape of(WasmReader code) {
        boolean loops = false;
        boolean catches = false;
        while (code.more()) {
            int next = code.u8();
            loops |= next == 0x03;
            catches |= next == 0x1f;
            Instructions.skip(code, next);
        }
        return new Shape(loops, catches);
    }
}
