package dev.tollgate.engine.internal.admission;

import java.util.Set;
import java.util.TreeSet;

/**
 * What the engine will have to do with a module before it can run, as far as it can be told beforehand: not how many bytes
 * there are but how much each of them sets off.
 */
final class Effort {
    /** The JVM's own limit for a method. */
    private static final int MOST_METHOD_BYTES = 65_535;

    long instructions;
    /** Names, types and labels that the parser and the validator go through. */
    long steps;
    /** For each branch and each end of a block the locals and operands that are alive there, which the compiler merges. */
    long frames;
    long targets;
    /** For each type all functions that can be called as one: the compiler writes them down for each. */
    long candidates;
    long locals;
    /** What one comparison of two types takes at most. */
    long comparison;
    /** Whether anything is a reference to a type of the module's own, so that types are compared at all. */
    boolean references;

    /** The functions that may be too large for a Java method. */
    final Set<Integer> large = new TreeSet<>();

    private long javaBytes;

    /** A function is read, of which a Java method of so many bytes will be made. */
    void method(int function, long bytes) {
        javaBytes += bytes;
        if (bytes > MOST_METHOD_BYTES) {
            large.add(function);
        }
    }

    void check(Reasons reasons) {
        reasons.check(Bound.INSTRUCTIONS, instructions);
        reasons.check(Bound.STEPS, steps + (references ? instructions * comparison : 0));
        reasons.check(Bound.FRAMES, frames);
        reasons.check(Bound.JAVA_BYTES, javaBytes);
        reasons.check(Bound.LARGE_FUNCTIONS, large.size());
        // For each function that turns out to be too large the compiler may begin anew.
        reasons.check(Bound.REPEATED_JAVA_BYTES, large.size() * javaBytes);
        reasons.check(Bound.ALL_TARGETS, targets);
        reasons.check(Bound.CANDIDATES, candidates);
        reasons.check(Bound.ALL_LOCALS, locals);
    }
}
