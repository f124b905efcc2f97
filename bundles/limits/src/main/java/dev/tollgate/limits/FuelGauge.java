package dev.tollgate.limits;

/** Where a {@link Meter}'s slice is counted down: a field that a guest's code can reach at the least cost. */
public interface FuelGauge {
    /** The units in hand; less than 0 by what is owed. */
    int left();

    void left(int units);
}
