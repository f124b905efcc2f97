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
    private final ModuleCosts costs;
    private final MemoryBudget budget;
    private Meter meter;

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
        meter.charge(FuelSchedule.cost(instruction.opcode()));
        switch (instruction.opcode()) {
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> meter.charge(FuelSchedule.bytes(top(stack)));
            case TABLE_FILL, TABLE_COPY, TABLE_INIT, TABLE_GROW, ARRAY_FILL, ARRAY_COPY, ARRAY_INIT_DATA, ARRAY_INIT_ELEM ->
                    meter.charge(FuelSchedule.elements(top(stack)));
            case ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> object(top(stack));
            case ARRAY_NEW_FIXED -> object(instruction.operand(1));
            case STRUCT_NEW, STRUCT_NEW_DEFAULT -> object(costs.fields((int) instruction.operand(0)));
            // A tail call makes a frame without passing through the machine's call.
            case RETURN_CALL -> meter.charge(costs.entering((int) instruction.operand(0)));
            case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> meter.charge(costs.enteringAny());
            default -> { }
        }
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
