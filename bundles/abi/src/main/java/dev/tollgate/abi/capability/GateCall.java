package dev.tollgate.abi.capability;

import dev.tollgate.abi.PluginId;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Who calls a gate, from where, and how far it is open for that plugin. Valid during the call only. */
@ProviderType
public interface GateCall {
    PluginId plugin();

    /** The handler whose invocation calls. */
    String handler();

    /** Names the invocation in logs and records. */
    String requestId();

    /**
     * The {@code traceparent} of W3C Trace Context under which a provider's own requests go out; empty where nobody traces. It was
     * made by the host, never by a guest.
     */
    default Optional<String> traceparent() {
        return Optional.empty();
    }

    /**
     * How far the gate is open: what was granted, which is never more than what the manifest asks for.
     *
     * @param type the gate's {@link Gate#scope()}
     */
    <S extends Scope<S>> S scope(Class<S> type);

    /** What is left of the invocation's one deadline; a provider that blocks, blocks no longer than this. */
    Duration remaining();

    /**
     * Adds to a counter of this invocation, and answers its sum. Counters begin with 0 and are the gate's own; they outlive a swap
     * of the provider.
     */
    long count(String counter, long amount);

    /**
     * Something that the provider keeps from one call of an invocation to the next, such as a transaction. It is opened at the
     * first call and closed when the invocation ends, however it ends. While it is open the invocation stays with this
     * provider, and a swap waits for it.
     */
    <R extends Kept> R keep(Class<R> type, Opening<R> opening) throws GateException;

    /** What {@link #keep} keeps. It belongs to one thread at a time. */
    interface Kept {
        /** Gives up what was not finished. The provider can be deactivated already when a swap did not wait any longer. */
        void close();
    }

    /** Makes what is kept. */
    @FunctionalInterface
    interface Opening<R> {
        R open() throws GateException;
    }
}
