package dev.tollgate.abi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which plugin: its slug, its version and the digest of its package. Grants, compiled code and jobs bind to all three, so
 * that what runs is what was authorised.
 */
public record PluginId(String slug, String version, Digest digest) {
    /** What a slug looks like; it never changes over a plugin's life. */
    public static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{2,40}");

    public PluginId {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(digest, "digest");
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("not a slug: '" + slug + "' does not match " + SLUG);
        }
    }

    @Override
    public String toString() {
        return slug + " " + version + " (" + digest.brief() + ")";
    }
}
