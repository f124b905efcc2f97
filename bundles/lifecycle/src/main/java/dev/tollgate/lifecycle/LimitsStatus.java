package dev.tollgate.lifecycle;

import dev.tollgate.limits.Limits;

/**
 * What a plugin may use.
 *
 * @param asked   what its manifest asks for, or what there is where it cannot ask
 * @param ceiling the most that the operator allows
 */
public record LimitsStatus(Use use, Limits asked, Limits ceiling) {
    /** For what. */
    public enum Use {
        HOOKS, JOBS
    }

    /** The smaller of each. */
    public Limits effective() {
        return asked.within(ceiling);
    }
}
