package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import java.util.List;

/** What happened to services lately: the newest of each, and the newest of all together. */
public interface DiagnosticLog {
    /** @param text made plain and cut here, so a guest may have written some of it */
    void note(String slug, Level level, String text);

    /** Newest first. */
    List<Diagnostic> of(String slug);

    /** Of all together, newest first. */
    List<Diagnostic> all();

    /** The plugin is no longer there. */
    void forget(String slug);
}
