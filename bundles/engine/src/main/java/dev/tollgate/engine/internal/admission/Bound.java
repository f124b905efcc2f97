package dev.tollgate.engine.internal.admission;

/**
 * How much of everything a module may have. {@code docs/ADMISSION.md} says of each what it keeps from happening and how
 * far real modules are from it.
 */
public enum Bound {
    MODULE_BYTES(20 << 20, "bytes"),
    CODE_BYTES(6 << 20, "bytes of code"),
    CUSTOM_BYTES(10 << 20, "bytes of custom sections"),
    CUSTOM_SECTIONS(1_000, "custom sections"),
    DATA_BYTES(16 << 20, "bytes of data"),
    TYPES(10_000, "types"),
    TYPE_PARTS(500_000, "parameters, results and fields of types"),
    IMPORTS(1_000, "imports"),
    FUNCTIONS(10_000, "functions"),
    TABLES(16, "tables"),
    MEMORIES(4, "memories"),
    TAGS(1_000, "tags"),
    GLOBALS(50_000, "globals"),
    EXPORTS(10_000, "exports"),
    ELEMENT_SEGMENTS(10_000, "element segments"),
    ELEMENTS(100_000, "elements in its segments"),
    DATA_SEGMENTS(50_000, "data segments"),
    NAME_BYTES(1_000, "bytes"),
    DEBUG_NAMES(500_000, "entries in its name section"),
    DEBUG_NAME_BYTES(100_000, "bytes"),
    PARAMETERS(250, "parameters, counting those of 64 bits twice"),
    RESULTS(100, "results"),
    FIELDS(2_000, "fields"),
    SUPERTYPES(1, "supertypes"),
    SUBTYPE_DEPTH(63, "supertypes above it"),
    MEMORY_PAGES(65_536, "pages of memory"),
    TABLE_ENTRIES(10_000_000, "entries to begin with"),
    FUNCTION_BYTES(128 << 10, "bytes"),
    LOCALS(2_000, "locals"),
    ALL_LOCALS(500_000, "locals in all its functions"),
    DEPTH(2_000, "blocks inside each other"),
    OPERANDS(10_000, "operands on the stack"),
    LITERAL_ELEMENTS(10_000, "elements of an array in one instruction"),
    TARGETS(32_768, "targets of a br_table"),
    ALL_TARGETS(100_000, "targets of all its br_tables"),
    CANDIDATES(300_000, "pairs of a type and a function that can be called as one"),
    CATCHES(256, "catch clauses of a try_table"),
    SELECT_TYPES(1, "types of a select"),
    INSTRUCTIONS(3_000_000, "instructions"),
    STEPS(100_000_000, "steps to check it"),
    COMPARISON(5_000, "steps to tell two of its types apart"),
    LARGE_FUNCTIONS(64, "functions that may be too large for a Java method"),
    JAVA_BYTES(16 << 20, "bytes of Java code to be made of it"),
    REPEATED_JAVA_BYTES(128 << 20, "bytes of Java code to be made again for functions too large for a Java method"),
    FRAMES(50_000_000, "values alive where control flow meets");

    private final long most;
    private final String noun;

    Bound(long most, String noun) {
        this.most = most;
        this.noun = noun;
    }

    public long most() {
        return most;
    }

    String excess(long actual) {
        return "has " + actual + " " + noun + "; at most " + most + " are taken";
    }
}
