package dev.tollgate.limits;

/** An amount of fuel, in units of the published schedule: about one unit per WebAssembly instruction. */
public record Fuel(long units) implements Comparable<Fuel> {
    public Fuel {
        if (units < 0) {
            throw new IllegalArgumentException("fuel is not negative: " + units);
        }
    }

    @Override
    public int compareTo(Fuel other) {
        return Long.compare(units, other.units);
    }

    @Override
    public String toString() {
        return units + " fuel";
    }
}
