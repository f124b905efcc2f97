package dev.tollgate.shell.internal.noun;

import dev.tollgate.engine.Outcome;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.ObservedCall;
import java.util.concurrent.atomic.LongAdder;

/** What the calls of one plugin came to. It observes each of them itself, so that a call costs no object. */
final class CallTotals implements ObservedCall {
    private final LongAdder calls = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder tripped = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final LongAdder fuel = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** @param held calls for which the guest was not called */
    record Sum(long calls, long failed, long tripped, long held, long fuel, long nanos) {
        static final Sum NONE = new Sum(0, 0, 0, 0, 0, 0);

        Sum minus(Sum other) {
            return new Sum(calls - other.calls, failed - other.failed, tripped - other.tripped, held - other.held, fuel - other.fuel,
                    nanos - other.nanos);
        }
    }

    @Override
    public void ended(CallResult result, long took) {
        nanos.add(took);
        if (!(result instanceof CallResult.Ended ended)) {
            held.increment();
            return;
        }
        calls.increment();
        Outcome outcome = ended.outcome();
        fuel.add(outcome.usage().fuel().units());
        if (outcome instanceof Outcome.Failed) {
            failed.increment();
        } else if (outcome instanceof Outcome.Tripped) {
            tripped.increment();
        }
    }

    Sum sum() {
        return new Sum(calls.sum(), failed.sum(), tripped.sum(), held.sum(), fuel.sum(), nanos.sum());
    }
}
