package dev.tollgate.limits;

/** The limits that end an invocation. */
public enum Limit {
    FUEL("fuel", "units"),
    /** All memories, tables and collected objects of the instance. */
    MEMORY("memory", "bytes"),
    /** Wall time, host calls included. */
    DEADLINE("deadline", "ms"),
    CALL_DEPTH("call depth", "frames"),
    HOST_CALLS("host calls", "calls");

    private final String title;
    private final String unit;

    Limit(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    public String title() {
        return title;
    }

    /** The unit that a {@link Trip} counts this limit in. */
    public String unit() {
        return unit;
    }
}
