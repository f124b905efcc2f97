package dev.tollgate.engine.internal.metering;

import java.util.function.IntUnaryOperator;

/** Writes what runs pay. */
final class Charges {
    /** The most that a run pays by itself; what it costs beyond that, in multiples of it, is counted by the host. */
    private static final int MOST_COUNTED_HERE = 1 << 16;

    private final FunctionLocals locals;
    private final IntUnaryOperator prepaid;
    private final boolean self;

    /**
     * @param prepaid what whoever calls a function pays for its first run
     * @param self    whether this one has to pay for its own
     */
    Charges(FunctionLocals locals, IntUnaryOperator prepaid, boolean self) {
        this.locals = locals;
        this.prepaid = prepaid;
        this.self = self;
    }

    void write(WasmWriter out, Run run) {
        if (locals.fuelKept() && run.kind == Run.Kind.ENTRY) {
            FuelCode.ask(out, locals.fuel());
        }
        long whole = (run.kind == Run.Kind.ENTRY && !self ? 0 : run.cost) + run.callees.stream().mapToLong(prepaid::applyAsInt).sum();
        int cost = (int) (whole % MOST_COUNTED_HERE);
        if (cost < whole) {
            atHost(out, whole - cost);
        }
        if (locals.fuelKept()) {
            if (cost > 0) {
                FuelCode.payLocal(out, locals.fuel(), cost);
            }
        } else if (run.calls) {
            FuelCode.payForCalls(out, locals.depth(), cost);
        } else if (run.kind == Run.Kind.LOOP) {
            FuelCode.payForLoop(out, cost);
        } else if (cost > 0) {
            FuelCode.pay(out, cost);
        }
    }

    /** The fuel in hand is an int, which a sum of what many callees cost could pass unseen. */
    private void atHost(WasmWriter out, long cost) {
        if (locals.fuelKept()) {
            FuelCode.tell(out, locals.fuel());
        }
        for (long left = cost; left > 0; left -= Integer.MAX_VALUE) {
            FuelCode.payAtHost(out, (int) Math.min(left, Integer.MAX_VALUE));
        }
        if (locals.fuelKept()) {
            FuelCode.ask(out, locals.fuel());
        }
    }
}
