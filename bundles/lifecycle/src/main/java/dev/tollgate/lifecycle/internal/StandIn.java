package dev.tollgate.lifecycle.internal;

/** A version that is loaded for a single call, while the plugin is not active. */
record StandIn(LoadedPlugin loaded) implements AutoCloseable {
    @Override
    public void close() {
        loaded.gates().retire();
        loaded.close();
    }
}
