package dev.tollgate.lifecycle.spi;

/** What a capability keeps for a plugin that was removed, and has still to delete. */
public record CleanupDebt(String slug, String capability) {
}
