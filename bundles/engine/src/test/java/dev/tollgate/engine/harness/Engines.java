package dev.tollgate.engine.harness;

import java.util.List;

/** The engines that are tested. */
public final class Engines {
    public static final List<GuestEngine> ALL = List.of(PlainEngine.values());

    private Engines() {
    }
}
