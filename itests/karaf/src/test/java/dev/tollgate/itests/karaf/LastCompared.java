package dev.tollgate.itests.karaf;

import java.util.List;

/**
 * JDK 17 remembers, in one place for the whole JVM, of which type the component was whose record learned last how to compare, to hash
 * and to print itself (the type cache of a method handle in {@code java.lang.runtime.ObjectMethods}). That is one class and not more,
 * until the next record does; here is the next one.
 */
final class LastCompared {
    private record First(Standing standing) {
    }

    private record Second(Standing standing) {
    }

    private record Third(Standing standing) {
    }

    private record Fourth(Standing standing) {
    }

    private static int times;

    private LastCompared() {
    }

    /** Each record learns it once. */
    static void becomesOneOfTheTests(Standing standing) {
        Object next = List.of(new First(standing), new Second(standing), new Third(standing), new Fourth(standing)).get(times++);
        if (!next.equals(next) || next.hashCode() == 0 || next.toString().isEmpty()) {
            throw new AssertionError(next);
        }
    }
}
