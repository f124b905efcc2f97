package dev.tollgate.engine;

import dev.tollgate.abi.PluginId;
import org.osgi.annotation.versioning.ProviderType;

/** A loaded module of one plugin version. Closing it ends no invocation that is under way, but takes no new ones. */
@ProviderType
public interface GuestModule extends AutoCloseable {
    PluginId plugin();

    ModuleInfo info();

    CodeInfo code();

    /** How many instances wait for an invocation. */
    int idle();

    /** Lets go of the instances that wait for an invocation: the next one finds a new one. */
    void renew();

    /**
     * The same code with no instances yet: what begins on it finds nothing that an invocation of this one left behind, nor what one of its
     * instances read when it was started. Nothing is read, compiled or run for that. Either is closed for itself.
     */
    GuestModule afresh();

    @Override
    void close();
}
