package dev.tollgate.lifecycle;

import java.util.Optional;

/**
 * One capability that a plugin asks for: asked, granted, provided.
 *
 * @param asked    the scope that the manifest asks for, as JSON
 * @param optional whether the plugin can do without it
 * @param granted  how far it was granted, as JSON; empty where it was not
 * @param change   where nobody decided yet: what an earlier version was granted, and why that is not enough
 * @param provided whether a bundle provides what the plugin's module imports of it now
 */
public record CapabilityStatus(String name, String asked, boolean optional, Decision decision, Optional<String> granted,
        Optional<String> change, boolean provided) {
    /** What an administrator decided for this plugin digest. */
    public enum Decision {
        UNDECIDED, GRANTED, DENIED
    }
}
