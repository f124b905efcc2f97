package dev.tollgate.jobs.testkit.simulation;

import java.util.Optional;

/** What was found to be wrong first. It is not thrown where it is found: an engine that survives its handlers would survive it too. */
final class Violations {
    private String first;

    void found(String what, Object... details) {
        if (first == null) {
            first = String.format(what, details);
        }
    }

    void unless(boolean right, String what, Object... details) {
        if (!right) {
            found(what, details);
        }
    }

    Optional<String> first() {
        return Optional.ofNullable(first);
    }
}
