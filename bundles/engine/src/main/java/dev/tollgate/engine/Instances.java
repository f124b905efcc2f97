package dev.tollgate.engine;

/** What an invocation finds of the ones before it. */
public enum Instances {
    /** Nothing: every invocation begins in the same state. */
    CLEAN,
    /** Whatever the last invocation of the same instance left behind, where it ended well; which instance that is, is left open. */
    REUSE,
    /**
     * Whatever the invocation before it left behind, whether it answered 0 or something else. There is one instance, and one invocation of it
     * at a time: another one waits until its deadline, and is {@link Outcome.Failure#BUSY} then. It is kept, and what it holds counts among
     * what all guests hold, until it is {@linkplain GuestModule#renew() renewed}, or an invocation of it trips, traps, exits, is cancelled, or
     * finds that the host has no room for what it asks for; the next one makes a new one then, or is {@code BUSY} where there is no room.
     * A command has no such instance: its invocations run one at a time as well, and each finds a new one.
     */
    RESIDENT
}
