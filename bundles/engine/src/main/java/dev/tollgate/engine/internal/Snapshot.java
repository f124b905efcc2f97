package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.MutabilityType;
import dev.tollgate.engine.internal.memory.GuestTable;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.memory.MemoryImage;
import java.util.List;

/**
 * The state in which a module's instances begin: its first one's, after it was started. Every other begins with it as well,
 * and is not started itself, so that it makes no difference which instance an invocation gets.
 */
final class Snapshot {
    /** Headers and the arrays of arrays, about. */
    private static final long OTHERS = 256;

    private final MemoryImage[] memories;
    private final long[] globals;
    private final int[][] references;
    private final boolean[][] owned;

    Snapshot(Instance instance, List<LinearMemory> memories, List<GuestTable> tables) {
        this.memories = memories.stream().map(LinearMemory::image).toArray(MemoryImage[]::new);
        globals = new long[instance.globalCount()];
        for (int i = 0; i < globals.length; i++) {
            globals[i] = instance.global(i).getValueLow();
        }
        references = new int[tables.size()][];
        owned = new boolean[tables.size()][];
        for (int t = 0; t < references.length; t++) {
            TableInstance table = tables.get(t);
            references[t] = new int[table.size()];
            owned[t] = new boolean[table.size()];
            for (int i = 0; i < references[t].length; i++) {
                references[t][i] = table.ref(i);
                owned[t][i] = table.instance(i) != null;
            }
        }
    }

    /** What it takes itself. */
    long bytes() {
        long bytes = OTHERS + (long) Long.BYTES * globals.length;
        for (MemoryImage memory : memories) {
            bytes += memory.bytes();
        }
        for (int[] table : references) {
            bytes += (Integer.BYTES + 1L) * table.length;
        }
        return bytes;
    }

    /** Gives an instance of the same module this state. Its tables are as large as they were. */
    void putInto(Instance instance, List<LinearMemory> into, List<GuestTable> tables) {
        for (int i = 0; i < memories.length; i++) {
            into.get(i).restore(memories[i]);
        }
        for (int i = 0; i < globals.length; i++) {
            GlobalInstance global = instance.global(i);
            if (global.getMutabilityType() == MutabilityType.Var) {
                global.setValueLow(globals[i]);
            }
        }
        for (int t = 0; t < references.length; t++) {
            GuestTable table = tables.get(t);
            for (int i = 0; i < references[t].length; i++) {
                table.setRef(i, references[t][i], owned[t][i] ? instance : null);
            }
        }
    }
}
