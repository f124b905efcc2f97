package dev.tollgate.engine.harness;

import com.dylibso.chicory.runtime.ExecutionListener;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Tripped;

/** What a call has used of its allowance, counted as {@code docs/FUEL.md} says. */
final class Tally implements ExecutionListener {
    private static final int BYTES_PER_UNIT = 16;
    private static final int LOCALS_PER_UNIT = 8;
    private static final int UNITS_PER_THROW = 1_000;
    private static final int UNITS_PER_PAGE = 1_024;
    private static final int UNITS_PER_MOVED_PAGE = 64;
    private static final int MOVED_ENTRIES_PER_UNIT = 16;

    private final Allowance allowance;
    private Instance running;
    private long used;
    private int depth;

    Tally(Allowance allowance) {
        this.allowance = allowance;
    }

    void begin() {
        used = 0;
        depth = 0;
    }

    long used() {
        return used;
    }

    /** Enters a function of {@code instance} with so many parameters and locals. */
    void enter(Instance instance, int locals) {
        running = instance;
        if (++depth > allowance.depth()) {
            throw new Tripped(Limit.CALL_DEPTH, allowance.depth(), depth);
        }
        replace(locals);
    }

    /** A tail call enters a function in the frame of another. */
    void replace(int locals) {
        charge(locals / LOCALS_PER_UNIT);
    }

    void leave() {
        depth--;
    }

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        switch (instruction.opcode()) {
            case BLOCK, LOOP, ELSE, END, TRY_TABLE -> { }
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> charge(1 + top(stack) / BYTES_PER_UNIT);
            case TABLE_FILL, TABLE_COPY, TABLE_INIT -> charge(1 + top(stack));
            case TABLE_GROW -> charge(1 + top(stack) + moved(running.table((int) instruction.operand(0)), top(stack)));
            case MEMORY_GROW -> {
                long pages = grown(top(stack));
                charge(1 + UNITS_PER_PAGE * pages + (pages > 0 ? UNITS_PER_MOVED_PAGE * running.memory().pages() : 0));
            }
            case RETURN_CALL -> {
                charge(1);
                replace(OracleMachine.locals(running, (int) instruction.operand(0)));
            }
            case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                charge(1);
                replace(OracleMachine.locals(running, callee(instruction, stack)));
            }
            case THROW, THROW_REF -> charge(UNITS_PER_THROW);
            default -> charge(1);
        }
    }

    private int callee(Instruction instruction, MStack stack) {
        int top = (int) stack.peek();
        return instruction.opcode() == OpCode.RETURN_CALL_REF ? top : running.table((int) instruction.operand(1)).requiredRef(top);
    }

    /** Pages that {@code memory.grow} will add, none if it will fail. */
    private long grown(long pages) {
        Memory memory = running.memory();
        return memory.pages() + pages <= Math.min(memory.maximumPages(), Memory.RUNTIME_MAX_PAGES) ? pages : 0;
    }

    /** What a table that will grow costs because it moves; one that will not grow stays where it is. */
    private static long moved(TableInstance table, long entries) {
        return entries > 0 && table.size() + entries <= table.limits().max() ? table.size() / MOVED_ENTRIES_PER_UNIT : 0;
    }

    private void charge(long units) {
        used += units;
        if (used > allowance.fuel()) {
            throw new Tripped(Limit.FUEL, allowance.fuel(), used);
        }
    }

    private static long top(MStack stack) {
        return Integer.toUnsignedLong((int) stack.peek());
    }
}
