package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.ExecutionListener;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.types.Instruction;
import dev.tollgate.limits.MemoryBudget;
import dev.tollgate.limits.Meter;

/**
 * Charges each instruction of the interpreter before it runs. Objects of the garbage collection proposal live on the Java
 * heap, where no memory limit of the engine sees them: each is taken from the budget by its size before it is made. They
 * are released with the instance only (the engine's own sweep never runs within a call), so what was taken is what is held.
 */
final class InstructionMeter implements ExecutionListener {
    private static final int UNPAID_PER_CHECK = 10_000;

    private final ModuleCosts costs;
    private final MemoryBudget budget;
    private Meter meter;
    private int unpaid;

    InstructionMeter(ModuleCosts costs, MemoryBudget budget, Meter meter) {
        this.costs = costs;
        this.budget = budget;
        this.meter = meter;
    }

    /** Begins to charge another invocation. */
    void charge(Meter next) {
        meter = next;
    }

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        int cost = FuelSchedule.cost(instruction.opcode());
        if (cost == 0) {
            unpaid();
            return;
        }
        meter.charge(cost);
        switch (instruction.opcode()) {
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> bulk(FuelSchedule.bytes(top(stack)));
            case TABLE_FILL, TABLE_COPY, TABLE_INIT, ARRAY_FILL, ARRAY_COPY, ARRAY_INIT_DATA, ARRAY_INIT_ELEM, TABLE_GROW ->
                    bulk(FuelSchedule.elements(top(stack)));
            // Its pages are paid for where it is known that there are any; the copy of the rest is time, not work that is sold.
            case MEMORY_GROW -> meter.checkDeadline();
            case ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> object(top(stack));
            case ARRAY_NEW_FIXED -> object(instruction.operand(1));
            case STRUCT_NEW, STRUCT_NEW_DEFAULT -> object(costs.fields((int) instruction.operand(0)));
            // A tail call makes a frame without passing through the machine's call.
            case RETURN_CALL -> meter.charge(costs.entering((int) instruction.operand(0)));
            case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> meter.charge(costs.enteringAny());
            default -> { }
        }
    }

    /** What costs nothing takes time all the same, and a guest can have any amount of it. */
    private void unpaid() {
        if (++unpaid == UNPAID_PER_CHECK) {
            unpaid = 0;
            meter.checkDeadline();
        }
    }

    /** The time that it takes is seen at the next one, not only when a slice of fuel has run out. */
    private void bulk(long fuel) {
        meter.charge(fuel);
        meter.checkDeadline();
    }

    private void object(long elements) {
        meter.charge(FuelSchedule.elements(elements));
        budget.take(ModuleCosts.objectBytes(elements));
    }

    /** The operand on top of the stack, an unsigned i32. */
    private static long top(MStack stack) {
        return Integer.toUnsignedLong((int) stack.peek());
    }
}
