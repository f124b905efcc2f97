package dev.tollgate.abi.settings;

import java.time.Instant;
import java.util.Objects;

/** That something is set, since when and by whom; not its value. */
public record Setting(String name, String decidedBy, Instant decidedAt) {
    public Setting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(decidedBy, "decidedBy");
        Objects.requireNonNull(decidedAt, "decidedAt");
    }
}
