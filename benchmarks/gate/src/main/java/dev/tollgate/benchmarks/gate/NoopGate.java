package dev.tollgate.benchmarks.gate;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateFunction;

/** A gate behind which there is nothing. */
@Gate(name = "noop")
public interface NoopGate {
    @GateFunction("noop")
    void noop(GateCall call);

    /** Takes down that this call was made. */
    @GateFunction("mark")
    void mark(GateCall call, long serial);
}
