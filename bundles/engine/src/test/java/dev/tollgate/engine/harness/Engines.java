package dev.tollgate.engine.harness;

import java.util.List;
import java.util.stream.Stream;

/** The engines that are tested. */
public final class Engines {
    public static final List<GuestEngine> ALL = Stream.<GuestEngine>concat(Stream.of(PlainEngine.values()),
            Stream.of(MeteredEngine.values())).toList();

    /** Those that are no more than the oracle itself are left out. */
    public static final List<GuestEngine> TO_COMPARE = ALL.stream().filter(engine -> engine != PlainEngine.INTERPRETER).toList();

    private Engines() {
    }
}
