package dev.tollgate.lifecycle;

/**
 * One capability that a plugin asks for: asked, granted, provided.
 *
 * @param asked    the scope that the manifest asks for, as JSON
 * @param optional whether the plugin can do without it
 * @param provided whether a bundle provides it now
 */
public record CapabilityStatus(String name, String asked, boolean optional, Decision decision, boolean provided) {
    /** What an administrator decided for this plugin digest. */
    public enum Decision {
        UNDECIDED, GRANTED, DENIED
    }
}
