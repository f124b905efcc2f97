package dev.tollgate.capability.http.internal;

/**
 * Hosts that a scope permits: one, or all names below one at any depth.
 *
 * @param below whether it is {@code *.} and the name
 */
public record HostPattern(HostName name, boolean below) {
    private static final String BELOW = "*.";

    public static HostPattern parse(String text) {
        if (!text.startsWith(BELOW)) {
            return new HostPattern(HostName.parse(text), false);
        }
        HostName name = HostName.parse(text.substring(BELOW.length()));
        if (name.literal() != null || name.text().indexOf('.') < 0) {
            throw new IllegalArgumentException("'" + text + "' is too wide, or no pattern: *. is followed by a name of two labels or more");
        }
        return new HostPattern(name, true);
    }

    boolean permits(HostName host) {
        return below
                ? host.literal() == null && host.text().endsWith("." + name.text())
                : host.text().equals(name.text());
    }

    /** Whether the other permits no host that this one does not permit. */
    public boolean covers(HostPattern other) {
        return permits(other.name) && (below || !other.below) || below && other.equals(this);
    }

    @Override
    public String toString() {
        return (below ? BELOW : "") + name;
    }
}
