package dev.tollgate.lifecycle.spi;

/** How many records of trips are kept: the newest of each plugin, and of those the newest of all. */
public record TripsKept(int perPlugin, int all) {
    public TripsKept {
        if (perPlugin < 1 || all < perPlugin) {
            throw new IllegalArgumentException("at least 1 trip is kept of each plugin and no fewer of all, not " + perPlugin
                    + " and " + all);
        }
    }
}
