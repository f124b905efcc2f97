package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.WasmModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles a module to classes of the JVM, which its JIT makes into machine code. What the compiler cannot make, or makes
 * so that the JVM does not take it, is interpreted: a branch out of a block that has parameters, with some of them still on
 * the stack, is such a thing.
 */
public final class JvmBytecode implements Backend {
    static final String CLASS_NAME = "dev.tollgate.guest.Code";

    private static final Logger LOG = LoggerFactory.getLogger(JvmBytecode.class);

    private final Interpreter interpreter = new Interpreter();

    @Override
    public Code prepare(WasmModule metered) {
        try {
            CompilerResult result = Compiler.builder(metered)
                    .withClassName(CLASS_NAME)
                    .withInterpreterFallback(InterpreterFallback.SILENT)
                    .withClassCollectorFactory(CompiledClasses::new)
                    .build()
                    .compile();
            return new CompiledCode(result.collector().classBytes(), result.interpretedFunctions());
        } catch (LinkageError | RuntimeException uncompilable) {
            // A VerifyError shows all of the class from its second line on.
            LOG.warn("a module is interpreted, because it cannot be compiled: {}: {}", uncompilable.getClass().getSimpleName(),
                    String.valueOf(uncompilable.getMessage()).lines().findFirst().orElse(""));
            return interpreter.prepare(metered);
        }
    }
}
