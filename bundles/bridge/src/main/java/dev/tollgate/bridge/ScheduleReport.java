package dev.tollgate.bridge;

import java.util.Map;

/**
 * What became of a plugin's schedules when this node declared them.
 *
 * @param detail  why the discovery call failed or has not been made yet; empty otherwise
 * @param refused by name, what is wrong with those that were not taken
 */
public record ScheduleReport(Discovery discovery, String detail, Map<String, String> refused) {
    public static final ScheduleReport NONE = new ScheduleReport(Discovery.NONE, "", Map.of());

    /** How it stands with the discovery call of this activation. */
    public enum Discovery {
        /** The manifest names no handler for it. */
        NONE,
        /** It is still to be made or under way; what was registered before goes on. */
        PENDING,
        /** What it registered is declared. */
        DONE,
        /** It is not repeated before the next activation; what was registered before goes on. */
        FAILED
    }

    public ScheduleReport {
        refused = Map.copyOf(refused);
    }
}
