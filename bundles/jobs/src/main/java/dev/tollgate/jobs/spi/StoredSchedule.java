package dev.tollgate.jobs.spi;

import dev.tollgate.jobs.Schedules.Declaration;
import java.time.Instant;
import java.util.Optional;

/**
 * A schedule in a store.
 *
 * @param revision changes whenever anything else of it does, its last fire time excepted
 * @param since    when its pattern and zone became what they are, or it was enabled again: no earlier time is a fire time
 * @param lastFire the last fire time that was decided: for the asking node where its scope is all nodes, for all otherwise
 */
public record StoredSchedule(String group, Declaration declaration, boolean enabled, boolean paused, long revision,
        Instant since, Optional<Instant> lastFire) {
    /** {@code <group>/<name>}. */
    public String id() {
        return id(group, declaration.contract().name());
    }

    public static String id(String group, String name) {
        return group + "/" + name;
    }

    public boolean fires() {
        return enabled && !paused;
    }
}
