package dev.tollgate.engine.harness;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.Store;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;

/**
 * The modules of one engine that know each other, and what the host offers them. An engine that rewrites modules overrides
 * what a rewritten one sees differently: its imports, its memories and the arguments of its functions.
 */
public abstract class GuestStore {
    /** What an engine says that does not count. */
    public static final long NOT_COUNTED = -1;

    private final Store store = new Store();

    /**
     * Makes an instance of a module, linked with what is registered, and runs its start function.
     *
     * @throws RuntimeException as the engine does
     */
    public final Instance instantiate(byte[] wasm) {
        return build(wasm, store.toImportValues());
    }

    /** Offers an instance's exports to modules that are instantiated after this. */
    public final void register(String name, Instance instance) {
        store.register(name, instance);
    }

    public final void offer(String module, String name, FunctionType type, WasmFunctionHandle function) {
        store.addFunction(new HostFunction(module, name, imported(type), function));
    }

    public final void offer(String module, String name, GlobalInstance global) {
        store.addGlobal(new ImportGlobal(module, name, global));
    }

    public final void offer(String module, String name, MemoryLimits limits) {
        store.addMemory(new ImportMemory(module, name, memory(limits)));
    }

    public final void offer(String module, String name, Table table) {
        store.addTable(new ImportTable(module, name, new TableInstance(table, -1)));
    }

    /** Calls an exported function with the arguments that the module's source gives it. */
    public long[] call(Instance instance, String export, long... arguments) {
        return instance.export(export).apply(arguments);
    }

    /** Units of fuel that the last {@link #call} used, or {@link #NOT_COUNTED}. */
    public long fuel() {
        return NOT_COUNTED;
    }

    protected abstract Instance build(byte[] wasm, ImportValues imports);

    /** The type under which modules of this store import a function that has {@code type} in their source. */
    protected FunctionType imported(FunctionType type) {
        return type;
    }

    protected abstract Memory memory(MemoryLimits limits);
}
