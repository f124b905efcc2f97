package dev.tollgate.engine;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** What became of the modules that this node's engine was asked for since it started. */
@ProviderType
public interface Compilations {
    Counts counts();

    /**
     * Modules that were asked for.
     *
     * @param cached   their code was there
     * @param compiled it was made
     * @param refused  it could not be made, or not as it had to be
     * @param time     spent on those that were not there, waiting for the compiler included
     */
    record Counts(long cached, long compiled, long refused, Duration time) {
    }
}
