package dev.tollgate.capability.http.internal;

/** Paths that a scope permits: all that begin with one and go on at the border of a segment. */
public record PathPrefix(String prefix) {
    private static final String ALL = "/";

    public static PathPrefix parse(String text) {
        String normal;
        try {
            normal = UrlPath.normal(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("'" + text + "': " + malformed.getMessage(), malformed);
        }
        if (UrlPath.hasDots(normal) || UrlPath.ambiguous(normal)) {
            throw new IllegalArgumentException("'" + text + "' is not a plain path: no dots as segments, no empty segments,"
                    + " no escaped slashes");
        }
        return new PathPrefix(normal);
    }

    /** @param path in its normal form, without dots */
    public boolean permits(String path) {
        if (prefix.equals(ALL)) {
            return true;
        }
        return !UrlPath.ambiguous(path)
                && (path.equals(prefix) || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/"));
    }

    @Override
    public String toString() {
        return prefix;
    }
}
