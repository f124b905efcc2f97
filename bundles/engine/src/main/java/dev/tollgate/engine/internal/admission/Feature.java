package dev.tollgate.engine.internal.admission;

/** What a module may be built with elsewhere and not here, each with what to do about it. */
public enum Feature {
    SIMD("SIMD instructions, which this engine cannot run: compile it without them"),
    THREADS("threads (atomic instructions or shared memory): compile it without them"),
    LEGACY_EXCEPTIONS("the old form of exceptions (try and catch): compile it for the new one (try_table), or without"),
    BLOCK_PARAMETERS("blocks that take parameters, which this engine does not run as it should: compile it without multi-value"),
    MEMORY64("64-bit memories or tables: compile it for 32 bits"),
    TAIL_CALL_IN_TRY("a tail call inside a try_table, which the engine does not leave for it: make it after the block's end"),
    COMPONENT("the component model: give the core module that is inside it");

    private final String what;

    Feature(String what) {
        this.what = what;
    }

    public String reason() {
        return "it uses " + what;
    }
}
