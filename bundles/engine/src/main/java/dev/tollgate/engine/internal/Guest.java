package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import dev.tollgate.engine.internal.memory.GuestTable;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelCode;
import dev.tollgate.limits.HostMemory;
import dev.tollgate.limits.MemoryBudget;
import dev.tollgate.limits.Tripped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One instance of a module and what it is charged with. Made and {@linkplain #start() started} under a call of its own, so that a start
 * function and constructors are as limited as any invocation; then lent to one invocation after another. Whoever has no more
 * use for it says so to its {@linkplain #discard() budget}, whatever happened to it.
 */
final class Guest {
    private static final String INITIALIZE = "_initialize";

    private final Program program;
    private final int generation;
    private final MemoryBudget budget;
    private final List<LinearMemory> memories = new ArrayList<>(1);
    private final List<GuestTable> tables = new ArrayList<>(1);
    private final Instance instance;
    private final Machine machine;
    private final AtomicBoolean entered = new AtomicBoolean();
    private GuestCall call;
    private boolean exited;

    /**
     * @param imports    makes the imports of this very guest
     * @param generation which of its module's instances it is among: those that were made between two renewals
     * @throws dev.tollgate.limits.NoRoomException when the host has no room for it; nothing is held then, as after any exception
     */
    Guest(Program program, Function<Guest, ImportValues> imports, HostMemory host, GuestCall start, int generation) {
        this.program = program;
        this.generation = generation;
        call = start;
        budget = new MemoryBudget(start.meter.limits().memory(), host);
        try {
            budget.take(program.admitted().constantBytes());
            instance = build(imports.apply(this));
        } catch (RuntimeException | Error failed) {
            budget.release();
            throw failed;
        }
        machine = instance.getMachine();
    }

    private Instance build(ImportValues imports) {
        return Instance.builder(program.metered())
                .withImportValues(imports)
                .withStart(false)
                .withMachineFactory(program.code()::machine)
                .withMemoryFactory(limits -> {
                    LinearMemory memory = new LinearMemory(limits, budget, call.meter);
                    memories.add(memory);
                    return memory;
                })
                .withTableFactory((table, initial) -> {
                    GuestTable made = GuestTable.create(table, initial, budget);
                    tables.add(made);
                    return made;
                })
                .build();
    }

    /** Runs what a module does before its first handler, under the call that it was made with. */
    void start() {
        enter();
        try {
            charge();
            program.start().ifPresent(this::call);
            if (program.admitted().info().export(INITIALIZE).filter(export -> export.type().equals("()->")).isPresent()) {
                call(program.admitted().functions().get(INITIALIZE));
            }
            call.meter.settle();
        } finally {
            entered.set(false);
        }
    }

    /** Runs a handler, by its index, under a call of its own. */
    int run(int handler, GuestCall next) {
        enter();
        try {
            call = next;
            charge();
            budget.allow(next.meter.limits().memory());
            long[] answer;
            try {
                answer = call(handler);
            } catch (GuestExit exit) {
                // It stopped in the middle of something, so nobody can say in what state.
                exited = true;
                answer = new long[] {exit.code()};
            }
            next.meter.settle();
            return answer == null ? 0 : (int) answer[0];
        } finally {
            entered.set(false);
        }
    }

    /** An instance has one owner, and its owner is in it once. */
    private void enter() {
        if (!entered.compareAndSet(false, true)) {
            throw new IllegalStateException("an instance that is in a call is not entered again");
        }
    }

    /** What is called from now on is charged to the present call. */
    private void charge() {
        for (int i = 0; i < memories.size(); i++) {
            memories.get(i).charge(call.meter);
        }
        call.meter.countIn(memories.get(0));
    }

    /** Past the engine's own export call, which would trace all collected objects afterwards, recursively. */
    private long[] call(int function) {
        call.meter.charge(program.entry()[function]);
        try {
            return machine.call(function, new long[] {(call.meter.limits().callDepth() - 1L) * FuelCode.CALL});
        } catch (ChicoryException trap) {
            // The engine wraps the JVM's own overflow, which large frames can reach before the bound on their number.
            if (trap.getCause() instanceof StackOverflowError) {
                Tripped deep = call.meter.tooDeep();
                deep.initCause(trap);
                throw deep;
            }
            throw trap;
        }
    }

    /** The guest's frames where {@code thrown} came from, innermost first. */
    List<String> stack(Throwable thrown) {
        return program.names().stack(program.code().frames(machine, thrown));
    }

    GuestCall call() {
        return call;
    }

    int generation() {
        return generation;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Its present state, for this instance and others to begin with; null where a table has grown, which none can undo. */
    Snapshot snapshot() {
        return grown() ? null : new Snapshot(instance, memories, tables);
    }

    /** Gives it this state; false where that cannot be done, and it is of no more use. */
    boolean become(Snapshot snapshot) {
        if (grown()) {
            return false;
        }
        snapshot.putInto(instance, memories, tables);
        return true;
    }

    /** Whether another invocation can follow: the last one came to its end and left nothing on the machine's stack. */
    boolean reusable() {
        return !exited && program.code().reusable(machine);
    }

    /** An idle guest must not hold on to what its last invocation read and wrote. */
    void forgetCall() {
        call = null;
    }

    /** It is let go: the host has its memory back. */
    void discard() {
        budget.release();
    }

    private boolean grown() {
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).grown()) {
                return true;
            }
        }
        return false;
    }
}
