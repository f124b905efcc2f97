package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.engine.internal.metering.Shell;
import dev.tollgate.engine.internal.metering.Sites;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.objectweb.asm.MethodTooLargeException;
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
    public String name() {
        return "compiled";
    }

    /**
     * The compiler begins anew with each function that turns out to be too large, unless it is told which they are. So each that may be
     * is tried first in a module where it is the only one with a body.
     */
    @Override
    public Classes compile(FuelPass.Metered metered, int importedFunctions, Set<Integer> large, Work work) {
        try {
            Classes classes = compiled(metered, importedFunctions, large, work);
            CompiledCode.verify(classes);
            return classes;
        } catch (Work.Stopped stopped) {
            throw stopped;
        } catch (LinkageError | RuntimeException uncompilable) {
            // A VerifyError shows all of the class from its second line on.
            LOG.warn("a module is interpreted, because it cannot be compiled: {}: {}", uncompilable.getClass().getSimpleName(),
                    String.valueOf(uncompilable.getMessage()).lines().findFirst().orElse(""));
            int own = Parser.parse(metered.wasm()).functionSection().functionCount();
            return new Classes(Map.of(), IntStream.range(importedFunctions, importedFunctions + own).boxed().collect(Collectors.toSet()),
                    Set.of(), Set.of());
        }
    }

    private static Classes compiled(FuelPass.Metered metered, int importedFunctions, Set<Integer> large, Work work) {
        Set<Integer> tooLarge = new TreeSet<>();
        for (int function : large) {
            byte[] alone = Shell.of(metered.wasm(), body -> importedFunctions + body == function);
            tooLarge.addAll(compile(Parser.parse(alone), any -> null, Set.of(), work).interpreted());
        }
        return compile(Parser.parse(metered.wasm()), function -> sites(metered, function - importedFunctions), tooLarge, work);
    }

    /** In the whole module a method is a little longer, because its constants have longer numbers: so it may begin anew here, too. */
    private static Classes compile(WasmModule metered, IntFunction<Sites> sites, Set<Integer> tooLarge, Work work) {
        Set<Integer> interpreted = new TreeSet<>(tooLarge);
        while (true) {
            Set<Integer> unplaced = new TreeSet<>();
            try {
                CompilerResult result = Compiler.builder(metered)
                        .withClassName(CLASS_NAME)
                        .withInterpreterFallback(InterpreterFallback.FAIL)
                        .withInterpretedFunctions(interpreted)
                        .withClassCollectorFactory(() -> new CompiledClasses(new Tuning(sites, unplaced::add), work))
                        .build()
                        .compile();
                Map<String, byte[]> files = result.collector().classBytes();
                Set<Integer> huge = new TreeSet<>();
                files.values().forEach(file -> huge.addAll(CompiledMethods.longerThan(Classes.HUGE, file)));
                unplaced.removeAll(interpreted);
                return new Classes(files, interpreted, huge, unplaced);
            } catch (ChicoryException failed) {
                if (!(failed.getCause() instanceof MethodTooLargeException method) || !interpreted.add(function(method))) {
                    throw failed;
                }
            }
        }
    }

    private static Sites sites(FuelPass.Metered metered, int body) {
        return body < 0 || body >= metered.sites().size() ? null : metered.sites().get(body);
    }

    private static int function(MethodTooLargeException method) {
        return Integer.parseInt(method.getMethodName().substring(CompiledMethods.FUNCTION.length()));
    }

    @Override
    public Code link(Classes classes) {
        return classes.files().isEmpty() ? interpreter.link(classes) : new CompiledCode(classes);
    }

    @Override
    public boolean reads(int function, Classes classes) {
        return classes.interpreted().contains(function);
    }
}
