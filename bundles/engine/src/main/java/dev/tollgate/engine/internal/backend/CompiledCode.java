package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Classes of one module, in a class loader of their own: when the module is let go, they go. */
final class CompiledCode implements Code {
    private static final String ENTRY = "call";

    private final MethodHandle constructor;
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
        List<Frame> frames = new ArrayList<>();
        for (StackTraceElement frame : origin(thrown).getStackTrace()) {
            if (frames.size() == SHOWN_FRAMES || frame.getClassName().equals(JvmBytecode.CLASS_NAME) && frame.getMethodName().equals(ENTRY)) {
                // The machine's own entry: whatever lies below is another invocation's.
                break;
            }
            if (frame.getClassName().startsWith(JvmBytecode.CLASS_NAME) && frame.getMethodName().startsWith(CompiledMethods.FUNCTION)) {
                int function = Integer.parseInt(frame.getMethodName().substring(CompiledMethods.FUNCTION.length()));
                frames.add(new Frame(function, frame.getLineNumber() > 0 ? frame.getLineNumber() - 1 : Frame.UNKNOWN, false));
            }
        }
        return frames;
    }

    /** What the engine wraps on its way out began further in. */
    private static Throwable origin(Throwable thrown) {
        Throwable origin = thrown;
        while (origin.getCause() != null) {
            origin = origin.getCause();
        }
        return origin;
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
