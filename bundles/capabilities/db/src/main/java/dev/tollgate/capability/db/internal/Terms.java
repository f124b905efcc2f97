package dev.tollgate.capability.db.internal;

import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.capability.db.DbScope;
import java.time.Duration;

/** What one call may: how long, how much space, and whether it may write. */
record Terms(GateCall call, long mostBytes, boolean readOnly) {
    static Terms of(GateCall call, int ceilingMb) {
        DbScope scope = call.scope(DbScope.class);
        return new Terms(call, (long) Math.min(scope.maxMb(), ceilingMb) << 20, scope.readOnly());
    }

    Duration remaining() {
        return call.remaining();
    }

    /** How long it waits for others; half of what is left, so that the guest can still do something about EBUSY. */
    Duration patience() {
        return call.remaining().dividedBy(2);
    }
}
