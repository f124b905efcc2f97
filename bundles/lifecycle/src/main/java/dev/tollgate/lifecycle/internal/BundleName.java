package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PlainText;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** A bundle as the record names it. */
record BundleName(String symbolicName, String version) {
    private static final String STOPPED_BEGIN = "its bundle ";
    private static final String STOPPED_END = " was stopped";

    static BundleName of(Bundle bundle) {
        String name = Optional.ofNullable(bundle.getSymbolicName()).orElseGet(bundle::getLocation);
        return new BundleName(PlainText.of(name), bundle.getVersion().toString());
    }

    /** Why a plugin is inactive whose bundle was stopped. It is of all versions of the bundle. */
    String stopped() {
        return STOPPED_BEGIN + symbolicName + STOPPED_END;
    }

    /** Whether a plugin is inactive because a bundle was stopped, and for no other reason. */
    static boolean isStopped(Optional<String> reason) {
        return reason.filter(text -> text.startsWith(STOPPED_BEGIN) && text.endsWith(STOPPED_END)).isPresent();
    }

    /** Who installs and activates, when the bundle brings a plugin. */
    String by() {
        return prefix() + version;
    }

    /** Whether it was this bundle, in whatever version, that installed something. */
    boolean is(String by) {
        return by.startsWith(prefix());
    }

    private String prefix() {
        return "bundle " + symbolicName + " ";
    }
}
