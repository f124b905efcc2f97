package dev.tollgate.abi.capability;

import dev.tollgate.abi.Errno;
import java.time.Duration;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decides, at each call, whether one plugin may pass a gate now. It is asked every time, so that a revoked grant and a
 * withdrawn provider take effect at the next call.
 */
@FunctionalInterface
@ProviderType
public interface Gatekeeper {
    /**
     * Lets the plugin in, or says why not. Whoever is let in {@linkplain Passage#leave() leaves}.
     *
     * @param patience asked where the provider is just being replaced: how long the call can wait for the next one
     * @throws GateException {@link Errno#EPERM} when the plugin was not granted the capability, {@link Errno#EUNAVAILABLE} when no
     *                       bundle provides it
     */
    Passage pass(GateName gate, Supplier<Duration> patience) throws GateException;

    /** An open gate, and somebody in it: its provider does not go away before they have left, or are told to. */
    @ProviderType
    interface Passage {
        Capability provider();

        /** How far the gate is open: a value of its {@link Gate#scope()}. */
        Object scope();

        /**
         * The provider is called now. Asked once more here, because an invocation that keeps something stays inside.
         *
         * @throws GateException {@link Errno#EPERM} when the grant was withdrawn since, {@link Errno#ERATELIMIT} when the plugin called the
         *                       gate as often as it may in a minute
         */
        void admit() throws GateException;

        /** Whether the provider goes away without waiting any longer: who is in it is to be stopped. */
        boolean abandoned();

        /**
         * A call has ended.
         *
         * @param error what it answered with, or null where it answered with a result
         */
        void ended(Errno error, long nanos);

        void leave();
    }
}
