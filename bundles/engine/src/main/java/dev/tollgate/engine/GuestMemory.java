package dev.tollgate.engine;

import dev.tollgate.limits.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/** What all guests of this node hold together: their memories, tables and objects, those of idle instances included. */
@ProviderType
public interface GuestMemory {
    Bytes allowed();

    Bytes held();

    /** How often since the start an instance asked for room and found none, not even what idle ones gave up. */
    long refused();
}
