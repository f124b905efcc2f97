package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.FunctionType;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Tripped;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The interpreter, with the frames known that a trip or a trap came from. */
final class TracedInterpreter extends InterpreterMachine {
    /** Operands of all frames together, of 8 bytes each: far more than compiled code has, and a bound for what is not. */
    private static final int MOST_OPERANDS = 1 << 18;

    /** An instance whose operand stack grew larger than this is not worth keeping. */
    private static final int MOST_KEPT_OPERANDS = 1 << 14;

    private static final MethodHandle CURRENT = current();

    private int[] functions = new int[64];
    private StackFrame[] active = new StackFrame[64];
    private int depth;
    private Throwable noted;
    private List<Frame> frames = List.of();

    TracedInterpreter(Instance instance) {
        super(instance);
    }

    @Override
    protected long[] call(MStack stack, Instance instance, Deque<StackFrame> callStack, int function, long[] args,
            FunctionType callType, boolean popResults) {
        if (instance.function(function) == null) {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        }
        if (stack.size() > MOST_OPERANDS) {
            throw new Tripped(Limit.MEMORY, MOST_OPERANDS * (long) Long.BYTES, stack.size() * (long) Long.BYTES);
        }
        push(function);
        int frames = callStack.size();
        try {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        } catch (RuntimeException ended) {
            note(ended);
            throw ended;
        } finally {
            // After a tail call the engine does not know its frame again, and leaves it behind.
            while (callStack.size() > frames) {
                callStack.pop();
            }
            active[--depth] = null;
        }
    }

    @Override
    protected void eval(MStack stack, Instance instance, Deque<StackFrame> callStack) {
        active[depth - 1] = callStack.peek();
        super.eval(stack, instance, callStack);
    }

    /** Whether the machine is as good as new: nothing is left on its stack, and that is no larger than is worth keeping. */
    boolean clean() {
        return stack().size() == 0 && callStack.isEmpty() && stack().array().length <= MOST_KEPT_OPERANDS;
    }

    /** The frames that were active where this exception, or what caused it, came from, innermost first. */
    List<Frame> frames(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause == noted) {
                return frames;
            }
        }
        return List.of();
    }

    /** An exception passes many frames, and in the first of them all of them are still there. */
    private void note(Throwable ended) {
        if (ended == noted) {
            return;
        }
        noted = ended;
        frames = new ArrayList<>();
        for (int i = depth - 1; i >= 0 && frames.size() < Code.SHOWN_FRAMES; i--) {
            frames.add(new Frame(functions[i], at(i), true));
        }
    }

    private int at(int index) {
        StackFrame frame = active[index];
        if (frame == null) {
            return Frame.UNKNOWN;
        }
        List<AnnotatedInstruction> code = instance().function(functions[index]).instructions();
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

    private void push(int function) {
        if (depth == functions.length) {
            functions = Arrays.copyOf(functions, depth * 2);
            active = Arrays.copyOf(active, depth * 2);
        }
        functions[depth++] = function;
    }
}
