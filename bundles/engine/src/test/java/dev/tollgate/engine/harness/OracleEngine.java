package dev.tollgate.engine.harness;

import com.dylibso.chicory.runtime.ByteBufferMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.MemoryLimits;

/**
 * The plain interpreter, which counts each instruction that it runs by the table in {@code docs/FUEL.md} and ends a call at
 * exactly its allowance. It is slow and shares no code with what it is held against.
 */
public final class OracleEngine implements GuestEngine {
    @Override
    public String label() {
        return "oracle";
    }

    @Override
    public boolean compiles() {
        return false;
    }

    @Override
    public GuestStore store(Allowance allowance) {
        return new Counted(new Tally(allowance));
    }

    private static final class Counted extends GuestStore {
        private final Tally tally;

        private Counted(Tally tally) {
            this.tally = tally;
        }

        @Override
        protected Instance build(byte[] wasm, ImportValues imports) {
            tally.begin();
            return Instance.builder(Parser.parse(wasm)).withImportValues(imports).withMemoryFactory(this::memory).withStart(false)
                    .withMachineFactory(instance -> new OracleMachine(instance, tally)).withUnsafeExecutionListener(tally).build();
        }

        @Override
        public long[] call(Instance instance, String export, long... arguments) {
            tally.begin();
            return super.call(instance, export, arguments);
        }

        @Override
        public long fuel() {
            return tally.used();
        }

        @Override
        protected Memory memory(MemoryLimits limits) {
            return new ByteBufferMemory(limits);
        }
    }
}
