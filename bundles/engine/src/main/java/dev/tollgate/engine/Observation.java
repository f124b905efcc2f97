package dev.tollgate.engine;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateName;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Looks on at one invocation, on its thread, which it holds up: it neither waits nor throws. */
@ConsumerType
public interface Observation {
    /** Nobody looks on. */
    Observation NONE = new Observation() {
    };

    /** The {@code traceparent} of W3C Trace Context under which the guest runs and its own requests go out; empty where nobody traces. */
    default Optional<String> traceparent() {
        return Optional.empty();
    }

    /** The invocation has an instance and a name, as it is in logs and trips; not told of one that never gets so far. */
    default void began(String requestId) {
    }

    /** The guest calls a gate's function, be it open to it or not. */
    default HostCall gate(GateName gate, String function) {
        return HostCall.NONE;
    }

    /** One call of a gate. */
    @ConsumerType
    interface HostCall {
        HostCall NONE = error -> {
        };

        /** Told once. @param error empty where it was answered with a result */
        void ended(Optional<Errno> error);
    }
}
