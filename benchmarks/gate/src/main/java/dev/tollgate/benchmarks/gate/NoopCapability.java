package dev.tollgate.benchmarks.gate;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.ProvidesGate;
import java.util.function.LongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Provides the gate as any capability is provided. The ledger is the JDK's type, so that no package ties this bundle to another. */
@Component(service = Capability.class)
@ProvidesGate(name = "noop", version = "1.0")
public final class NoopCapability implements Capability, NoopGate {
    private final LongConsumer ledger;

    @Activate
    public NoopCapability(@Reference(target = "(tollgate.benchmark=ledger)") LongConsumer ledger) {
        this.ledger = ledger;
    }

    @Override
    public void noop(GateCall call) {
    }

    @Override
    public void mark(GateCall call, long serial) {
        ledger.accept(serial);
    }
}
