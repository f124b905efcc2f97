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
    /** Header, map entry and key of one collected object on a 64-bit JVM, rounded up. */
    private static final long OBJECT_BYTES = 128;
    private static final long ELEMENT_BYTES = 8;

    private final MemoryBudget budget;
    private Meter meter;

    InstructionMeter(MemoryBudget budget, Meter meter) {
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
            case TABLE_FILL, TABLE_COPY, TABLE_INIT, TABLE_GROW -> meter.charge(FuelSchedule.elements(top(stack)));
            case ARRAY_FILL, ARRAY_COPY, ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> meter.charge(FuelSchedule.elements(top(stack)));
            case ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> array(top(stack));
            case ARRAY_NEW_FIXED -> array(instruction.operand(1));
            case STRUCT_NEW, STRUCT_NEW_DEFAULT -> budget.take(OBJECT_BYTES);
            default -> { }
        }
    }

    private void array(long length) {
        meter.charge(FuelSchedule.elements(length));
        budget.take(OBJECT_BYTES + ELEMENT_BYTES * length);
    }

    /** The operand on top of the stack, an unsigned i32. */
    private static long top(MStack stack) {
        return Integer.toUnsignedLong((int) stack.peek());
    }
}
