package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The functions that an interpreter is in, and where it was in them when an exception came. */
final class InterpretedFrames {
    private static final MethodHandle CURRENT = current();

    private int[] functions = new int[64];
    private StackFrame[] active = new StackFrame[64];
    private int depth;
    private Throwable noted;
    private List<Frame> frames = List.of();

    void push(int function) {
        if (depth == functions.length) {
            functions = Arrays.copyOf(functions, depth * 2);
            active = Arrays.copyOf(active, depth * 2);
        }
        functions[depth++] = function;
    }

    /** The engine has made its frame for the function that was pushed last. */
    void entered(StackFrame frame) {
        active[depth - 1] = frame;
    }

    void pop() {
        active[--depth] = null;
    }

    /** An exception passes many frames, and in the first of them all of them are still there. */
    void note(Throwable ended, Instance instance) {
        if (ended == noted) {
            return;
        }
        noted = ended;
        frames = new ArrayList<>();
        for (int i = depth - 1; i >= 0 && frames.size() < Code.SHOWN_FRAMES; i--) {
            frames.add(new Frame(functions[i], at(i, instance), true));
        }
    }

    /** The frames that were active where this exception, or what caused it, came from, innermost first. */
    List<Frame> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause == noted) {
                return frames;
            }
        }
        return List.of();
    }

    private int at(int index, Instance instance) {
        StackFrame frame = active[index];
        if (frame == null) {
            return Frame.UNKNOWN;
        }
        List<AnnotatedInstruction> code = instance.function(functions[index]).instructions();
        int current = current(frame);
        return current < 0 || current >= code.size() ? Frame.UNKNOWN : code.get(current).address() - code.get(0).address();
    }

    /** The index of the instruction that a frame is at, which the engine shows to its own package only. */
    private static int current(StackFrame frame) {
        try {
            return (int) CURRENT.invokeExact(frame);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MethodHandle current() {
        try {
            return MethodHandles.privateLookupIn(StackFrame.class, MethodHandles.lookup())
                    .findVirtual(StackFrame.class, "currentPc", MethodType.methodType(int.class));
        } catch (ReflectiveOperationException otherEngine) {
            throw new IllegalStateException(otherEngine);
        }
    }
}
