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

    /**
     * Whether the next invocation finds what the last one left, to be asked between two of them: false only of {@link Instances#RESIDENT},
     * when there is no instance yet, or the last invocation ended it, or it was renewed. True of a command, which keeps nothing in any case.
     */
    boolean intact();

    /** Lets go of all instances, of those that are in use when their invocation is over: the next one finds a new one. */
    void renew();

    /**
     * The same code with no instances yet: what begins on it finds nothing that an invocation of this one left behind, nor what one of its
     * instances read when it was started. Nothing is read, compiled or run for that. Either is closed for itself.
     */
    GuestModule afresh();

    @Override
    void close();
}
