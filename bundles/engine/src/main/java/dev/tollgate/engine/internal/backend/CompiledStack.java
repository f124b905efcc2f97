package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.InterpreterMachine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads the guest's frames from the JVM's: a method for each of its functions, and the interpreter's for each that has none. */
final class CompiledStack {
    /** The machine's own entry. */
    private static final String ENTRY = "call";
    private static final String INTERPRETER = InterpreterMachine.class.getName();
    private static final String INTERPRETS = "eval";
    private static final String ENGINE = "com.dylibso.chicory.";

    private final Set<Integer> interpreted;
    private final Iterator<Frame> noted;
    private final List<Frame> frames = new ArrayList<>();

    /**
     * @param interpreted the functions that have no method of their own
     * @param noted       the interpreter's frames, innermost first; none where it does not know
     */
    CompiledStack(Set<Integer> interpreted, List<Frame> noted) {
        this.interpreted = noted.isEmpty() ? Set.of() : interpreted;
        this.noted = noted.iterator();
    }

    List<Frame> frames(Throwable thrown) {
        StackTraceElement[] stack = origin(thrown).getStackTrace();
        for (int i = 0; i < stack.length && frames.size() <= Code.SHOWN_FRAMES; i++) {
            String type = stack[i].getClassName();
            String method = stack[i].getMethodName();
            if (type.equals(JvmBytecode.CLASS_NAME) && method.equals(ENTRY) && !calledByInterpreter(stack, i)) {
                // Whatever lies below is another invocation's.
                break;
            }
            if (type.equals(INTERPRETER) && method.equals(INTERPRETS) && noted.hasNext()) {
                frames.add(noted.next());
            } else if (type.startsWith(JvmBytecode.CLASS_NAME) && method.startsWith(CompiledMethods.FUNCTION)) {
                compiled(Integer.parseInt(method.substring(CompiledMethods.FUNCTION.length())), stack[i].getLineNumber());
            }
        }
        return frames;
    }

    /** The method of an interpreted function only calls the interpreter, whose frame it is. */
    private void compiled(int function, int line) {
        if (!interpreted.contains(function)) {
            frames.add(new Frame(function, line > 0 ? line - 1 : Frame.UNKNOWN, false));
        }
    }

    private static boolean calledByInterpreter(StackTraceElement[] stack, int entry) {
        return entry + 1 < stack.length && stack[entry + 1].getClassName().startsWith(ENGINE);
    }

    /** What the engine wraps on its way out began further in. */
    private static Throwable origin(Throwable thrown) {
        Throwable origin = thrown;
        while (origin.getCause() != null) {
            origin = origin.getCause();
        }
        return origin;
    }
}
