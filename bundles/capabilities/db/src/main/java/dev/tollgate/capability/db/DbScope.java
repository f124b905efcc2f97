package dev.tollgate.capability.db;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.abi.capability.Scope;

/**
 * How far the db gate is open.
 *
 * @param maxMb    how large the plugin's space may become, in MiB; 64 where it is not given
 * @param readOnly whether the plugin may only read what its migrations made
 */
public record DbScope(@JsonProperty("max_mb") int maxMb, @JsonProperty("read_only") boolean readOnly) implements Scope<DbScope> {
    private static final int DEFAULT_MB = 64;
    private static final int MOST_MB = 1 << 20;

    public DbScope {
        if (maxMb == 0) {
            maxMb = DEFAULT_MB;
        }
        if (maxMb < 1 || maxMb > MOST_MB) {
            throw new IllegalArgumentException("max_mb is " + maxMb + ", allowed is 1 to " + MOST_MB);
        }
    }

    @Override
    public boolean covers(DbScope narrower) {
        return narrower.maxMb <= maxMb && (narrower.readOnly || !readOnly);
    }
}
