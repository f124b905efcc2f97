package dev.tollgate.engine.internal;

import dev.tollgate.abi.PlainFailure;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An invocation that stays with the provider of a gate, because that keeps something for it until its end. */
final class GateStay {
    private static final Logger LOG = LoggerFactory.getLogger(GateStay.class);

    private final GateName gate;
    private final Gatekeeper.Passage passage;
    private final List<GateCall.Kept> kept = new ArrayList<>(1);

    GateStay(GateName gate, Gatekeeper.Passage passage) {
        this.gate = gate;
        this.passage = passage;
    }

    GateName gate() {
        return gate;
    }

    Gatekeeper.Passage passage() {
        return passage;
    }

    /** What is kept of that type, or null. */
    <R extends GateCall.Kept> R kept(Class<R> type) {
        for (GateCall.Kept each : kept) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    void keep(GateCall.Kept opened) {
        kept.add(opened);
    }

    /** Closes what was kept, the last first, and leaves, whatever the provider throws: who never leaves holds up its bundle's stop. */
    void end() {
        try {
            for (int last = kept.size() - 1; last >= 0; last--) {
                close(kept.get(last));
            }
        } finally {
            passage.leave();
        }
    }

    private void close(GateCall.Kept each) {
        try {
            each.close();
        } catch (Throwable failure) {
            LOG.error("{} could not close what it kept for an invocation", gate, PlainFailure.of(failure));
        }
    }
}
