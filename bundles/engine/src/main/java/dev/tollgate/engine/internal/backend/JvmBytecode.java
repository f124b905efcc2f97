package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.WasmModule;

/** Compiles a module to classes of the JVM, which its JIT makes into machine code. */
public final class JvmBytecode implements Backend {
    static final String CLASS_NAME = "dev.tollgate.guest.Code";

    @Override
    public Code prepare(WasmModule metered) {
        CompilerResult result = Compiler.builder(metered)
                .withClassName(CLASS_NAME)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .withClassCollectorFactory(CompiledClasses::new)
                .build()
                .compile();
        return new CompiledCode(result.collector().classBytes(), result.interpretedFunctions());
    }
}
