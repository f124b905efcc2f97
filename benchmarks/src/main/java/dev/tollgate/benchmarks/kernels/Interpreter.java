package dev.tollgate.benchmarks.kernels;

import com.dylibso.chicory.runtime.ExecutionListener;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.Instruction;
import java.util.OptionalLong;

/** Chicory's interpreter with a listener that counts instructions: the cheapest metering that it has a place for. */
final class Interpreter implements Backend {
    @Override
    public Program load(byte[] wasm) {
        Counter counter = new Counter();
        Instance instance = Instance.builder(Parser.parse(wasm)).withMemoryFactory(Memories::of)
                .withUnsafeExecutionListener(counter).build();
        Chicory.initialize(instance);
        return new Program() {
            @Override
            public long call(String export, long... arguments) {
                return instance.export(export).apply(arguments)[0];
            }

            @Override
            public OptionalLong fuel() {
                return OptionalLong.of(counter.used);
            }
        };
    }

    private static final class Counter implements ExecutionListener {
        private long used;

        @Override
        public void onExecution(Instruction instruction, MStack stack) {
            switch (instruction.opcode()) {
                case BLOCK, LOOP, ELSE, END, NOP -> { }
                default -> used++;
            }
        }
    }
}
