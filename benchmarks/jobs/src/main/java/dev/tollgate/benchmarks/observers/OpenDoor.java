package dev.tollgate.benchmarks.observers;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.capability.Scope;
import java.time.Duration;
import java.util.function.Supplier;

/** A gate of the queue's shape that is open to everybody and does nothing. */
final class OpenDoor implements Gatekeeper {
    /** The shape. */
    @Gate(name = "queue")
    public interface Door {
        @GateFunction("enqueue")
        Object enqueue(GateCall call, String type, byte[] payload, String options);
    }

    private record Nothing() implements Capability, Door {
        @Override
        public Object enqueue(GateCall call, String type, byte[] payload, String options) {
            return "";
        }
    }

    private static final Passage OPEN = new Passage() {
        private final Capability nothing = new Nothing();
        private final Scope<?> whole = new Scope.Whole();

        @Override
        public Capability provider() {
            return nothing;
        }

        @Override
        public Object scope() {
            return whole;
        }

        @Override
        public void admit() {
            // Everybody.
        }

        @Override
        public boolean abandoned() {
            return false;
        }

        @Override
        public void ended(Errno error, long nanos) {
            // Nobody counts.
        }

        @Override
        public void leave() {
            // Nobody waits.
        }
    };

    @Override
    public Passage pass(GateName gate, Supplier<Duration> patience) {
        return OPEN;
    }
}
