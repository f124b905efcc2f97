package dev.tollgate.lifecycle.internal;

import org.semver4j.Semver;

/** The order of versions, by Semantic Versioning 2.0.0, section 11. */
final class Precedence {
    private Precedence() {
    }

    /** Whether a version comes before another, or is not seen not to: a manifest may have one that has no place in the order. */
    static boolean older(String version, String other) {
        Semver one = Semver.parse(version);
        Semver two = Semver.parse(other);
        return !version.equals(other) && (one == null || two == null || one.isLowerThan(two));
    }
}
