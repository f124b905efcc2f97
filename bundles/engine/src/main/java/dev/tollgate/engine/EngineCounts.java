package dev.tollgate.engine;

import dev.tollgate.limits.Bytes;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** What the engine of this node holds now, and did since it started. */
@ProviderType
public interface EngineCounts {
    /** What all instances of guests hold together, idle ones included. */
    Bytes guestMemory();

    /** The most that they may hold. */
    Bytes guestMemoryAllowed();

    Compiling compiling();

    /**
     * Modules that were asked for.
     *
     * @param cached   their code was there
     * @param compiled it was made
     * @param refused  it could not be made, or not as it had to be
     * @param time     spent on it by those that were not there, waiting for the compiler included
     */
    record Compiling(long cached, long compiled, long refused, Duration time) {
    }
}
