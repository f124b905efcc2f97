package dev.tollgate.engine.internal.admission;

/** What stands behind an opcode: how it is written, and what a number means. */
public enum Immediate {
    /** {@code 0x40} as -64, a value type's code, or a type's index. A reference type is followed by a {@link #HEAP_TYPE}. */
    BLOCK_TYPE,
    LABEL,
    /** Comes as one {@link #LABEL} for each target, and one for the default. */
    LABEL_TABLE,
    FUNCTION,
    FUNCTION_TYPE,
    STRUCT_TYPE,
    ARRAY_TYPE,
    /** The field of the structure whose type was the immediate before. */
    FIELD,
    TABLE,
    MEMORY,
    TAG,
    LOCAL,
    GLOBAL,
    DATA,
    ELEMENT,
    /** Comes as {@link #ALIGNMENT}, {@link #MEMORY} and {@link #OFFSET}. */
    MEMORY_ARGUMENT,
    ALIGNMENT,
    OFFSET,
    /** An abstract type's code (less than 0), or a type's index. */
    HEAP_TYPE,
    VALUE_TYPE,
    /** Comes as the number of types as {@link #COUNT}, and a {@link #VALUE_TYPE} for each. */
    VALUE_TYPES,
    /** Comes as the number of clauses as {@link #COUNT}, and {@link #TAG} and {@link #LABEL} of each. */
    CATCHES,
    /** Two bits: whether the types before and after a cast may be null. */
    CAST_FLAGS,
    COUNT,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64
}
