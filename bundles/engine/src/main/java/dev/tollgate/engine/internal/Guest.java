package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.MutabilityType;
import dev.tollgate.engine.internal.memory.GuestTable;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelCode;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One instance of a module and what it is charged with. Made and {@linkplain #start() started} under a call of its own, so that a start
 * function and constructors are as limited as any invocation; then lent to one invocation after another, and made as new
 * in between where it was {@link #remember remembered}.
 */
final class Guest {
    private static final String INITIALIZE = "_initialize";

    private final Program program;
    private final MemoryBudget budget;
    private final List<LinearMemory> memories = new ArrayList<>();
    private final List<GuestTable> tables = new ArrayList<>();
    private final Instance instance;
    private final Machine machine;
    private GuestCall call;
    private Snapshot snapshot;

    /** @param imports makes the imports of this very guest */
    Guest(Program program, Function<Guest, ImportValues> imports, GuestCall start) {
        this.program = program;
        call = start;
        budget = new MemoryBudget(start.meter.limits().memory());
        budget.take(program.admitted().constantBytes());
        instance = Instance.builder(program.metered())
                .withImportValues(imports.apply(this))
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
        machine = instance.getMachine();
    }

    /** Runs what a module does before its first handler, under the call that it was made with. */
    void start() {
        charge();
        program.start().ifPresent(this::call);
        if (program.admitted().info().export(INITIALIZE).filter(export -> export.type().equals("()->")).isPresent()) {
            call(program.admitted().functions().get(INITIALIZE));
        }
        call.meter.settle();
    }

    /** Runs a handler under a call of its own. */
    int run(GuestCall next) {
        call = next;
        charge();
        budget.allow(next.meter.limits().memory());
        long[] answer;
        try {
            answer = call(program.admitted().functions().get(next.handler));
        } catch (GuestExit exit) {
            // It stopped in the middle of something, so nobody can say in what state.
            snapshot = null;
            answer = new long[] {exit.code()};
        }
        next.meter.settle();
        return answer == null ? 0 : (int) answer[0];
    }

    /** What is called from now on is charged to the present call. */
    private void charge() {
        memories.forEach(memory -> memory.charge(call.meter));
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
                throw call.meter.tooDeep();
            }
            throw trap;
        }
    }

    /** The names of the guest's functions where {@code thrown} came from, innermost first. */
    List<String> stack(Throwable thrown) {
        return program.names(program.code().frames(machine, thrown));
    }

    GuestCall call() {
        return call;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Keeps its present state, to be {@link #renew renewed} to; false where it is larger than is worth copying. */
    boolean remember(Bytes most) {
        if (budget.held().compareTo(most) > 0) {
            return false;
        }
        snapshot = new Snapshot();
        return true;
    }

    /** Makes it as it was when remembered; false where that cannot be done, and it is of no more use. */
    boolean renew() {
        // An idle guest must not hold on to what its last invocation read and wrote.
        call = null;
        return snapshot != null && program.code().reusable(machine) && snapshot.restore();
    }

    private final class Snapshot {
        private final List<byte[]> memory = memories.stream().map(LinearMemory::copy).toList();
        private final long[] globals = new long[instance.globalCount()];
        private final int[][] references = new int[tables.size()][];
        private final Instance[][] owners = new Instance[tables.size()][];

        Snapshot() {
            for (int i = 0; i < globals.length; i++) {
                globals[i] = instance.global(i).getValueLow();
            }
            for (int t = 0; t < references.length; t++) {
                TableInstance table = tables.get(t);
                references[t] = new int[table.size()];
                owners[t] = new Instance[table.size()];
                for (int i = 0; i < references[t].length; i++) {
                    references[t][i] = table.ref(i);
                    owners[t][i] = table.instance(i);
                }
            }
        }

        boolean restore() {
            if (tables.stream().anyMatch(GuestTable::grown)) {
                return false;
            }
            for (int i = 0; i < memory.size(); i++) {
                memories.get(i).restore(memory.get(i));
            }
            for (int i = 0; i < globals.length; i++) {
                GlobalInstance global = instance.global(i);
                if (global.getMutabilityType() == MutabilityType.Var) {
                    global.setValueLow(globals[i]);
                }
            }
            for (int t = 0; t < references.length; t++) {
                for (int i = 0; i < references[t].length; i++) {
                    tables.get(t).setRef(i, references[t][i], owners[t][i]);
                }
            }
            return true;
        }
    }
}
