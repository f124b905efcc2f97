package dev.tollgate.abi.capability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a {@link Gate} interface as a function that guests can import. Its first parameter is the
 * {@link GateCall}. The others say what the guest passes: {@code String} (UTF-8), {@code byte[]} and records (JSON) take a
 * pointer and a length (two i32, see {@link MaxBytes}), {@code int} an i32, {@code long} an i64. The guest always gets an i64: a negative {@link
 * dev.tollgate.abi.Errno}, or the length of a result that it reads with {@code result_read}. A method returns
 * {@code byte[]} or {@code String} (as they are), {@code void} (an empty result), or an object, which becomes JSON.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface GateFunction {
    /** The name of the import. */
    String value();
}
