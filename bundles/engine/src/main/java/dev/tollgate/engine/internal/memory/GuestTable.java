package dev.tollgate.engine.internal.memory;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import dev.tollgate.limits.MemoryBudget;

/**
 * A table whose entries count against the instance's memory. It keeps limits of its own: the engine grows those of the
 * parsed module, which all instances of it share.
 */
public final class GuestTable extends TableInstance {
    /** An int and a compressed pointer or a full one, by the larger. */
    private static final long ENTRY_BYTES = 12;

    private final MemoryBudget budget;
    private final int firstSize;

    private GuestTable(Table table, int initial, MemoryBudget budget) {
        super(table, initial);
        this.budget = budget;
        this.firstSize = size();
    }

    /** @throws dev.tollgate.limits.Tripped before anything is allocated, when there is no room */
    public static GuestTable create(Table declared, int initial, MemoryBudget budget) {
        TableLimits limits = declared.limits();
        budget.take(limits.min() * ENTRY_BYTES);
        Table own = new Table(declared.elementType(), new TableLimits(limits.min(), limits.max()), declared.initialize());
        return new GuestTable(own, initial, budget);
    }

    @Override
    public int grow(int entries, int value, Instance instance) {
        if (entries < 0 || entries > limits().max() - size()) {
            return -1;
        }
        if (entries == 0) {
            return size();
        }
        ((LinearMemory) instance.memory()).payForTable(size());
        budget.take(entries * ENTRY_BYTES);
        return super.grow(entries, value, instance);
    }

    public boolean grown() {
        return size() != firstSize;
    }
}
