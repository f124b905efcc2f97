package dev.tollgate.engine.harness;

import java.util.List;

/** The engines that are tested. */
public final class Engines {
    public static final List<GuestEngine> ALL = List.of(PlainEngine.values());

    /** Those that are no more than the oracle itself are left out. */
    public static final List<GuestEngine> TO_COMPARE = ALL.stream().filter(engine -> engine != PlainEngine.INTERPRETER).toList();

    private Engines() {
    }
}
