package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.internal.CompilerInterpreterMachine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Classes of one module, in a class loader of their own: when the module is let go, they go. */
final class CompiledCode implements Code {
    /** Where compiled code keeps what it has interpreted. */
    private static final String INTERPRETER = "compilerInterpreterMachine";

    private final MethodHandle constructor;
    /** Null where nothing is interpreted. */
    private final MethodHandle interpreter;
    private final Set<Integer> interpreted;

    /**
     * Finds out whether the JVM takes the classes; it looks at one when that is first used, which is too late to do without.
     *
     * @throws LinkageError where it does not
     */
    static void verify(Classes classes) {
        Loader loader = new Loader(classes.files());
        try {
            for (String name : classes.files().keySet()) {
                Class.forName(name, true, loader);
            }
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    CompiledCode(Classes classes) {
        interpreted = classes.interpreted();
        try {
            Class<?> main = new Loader(classes.files()).loadClass(JvmBytecode.CLASS_NAME);
            constructor = MethodHandles.publicLookup()
                    .findConstructor(main, MethodType.methodType(void.class, Instance.class))
                    .asType(MethodType.methodType(Machine.class, Instance.class));
            interpreter = interpreted.isEmpty() ? null : MethodHandles.privateLookupIn(main, MethodHandles.lookup())
                    .findGetter(main, INTERPRETER, CompilerInterpreterMachine.class);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public Machine machine(Instance instance) {
        try {
            return (Machine) constructor.invokeExact(instance);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public List<Frame> frames(Machine machine, Throwable thrown) {
        return new CompiledStack(interpreted, interpreter == null ? List.of() : interpreted(machine).frames(thrown)).frames(thrown);
    }

    private FallbackInterpreter interpreted(Machine machine) {
        try {
            return (FallbackInterpreter) interpreter.invoke(machine);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean reusable(Machine machine) {
        return true;
    }

    @Override
    public Set<Integer> interpreted() {
        return interpreted;
    }

    private static final class Loader extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        /** Files of classes that are still to be loaded; the JVM keeps what it needs of the others. */
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(CompiledCode.class.getClassLoader());
            this.classes = new ConcurrentHashMap<>(classes);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.remove(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
