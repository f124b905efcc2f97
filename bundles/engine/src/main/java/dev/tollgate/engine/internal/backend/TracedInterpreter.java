package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.types.FunctionType;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Tripped;
import java.util.Deque;
import java.util.List;

/** The interpreter, with the frames known that a trip or a trap came from. */
final class TracedInterpreter extends InterpreterMachine {
    /** Operands of all frames together, of 8 bytes each: far more than compiled code has, and a bound for what is not. */
    private static final int MOST_OPERANDS = 1 << 18;

    /** An instance whose operand stack grew larger than this is not worth keeping. */
    private static final int MOST_KEPT_OPERANDS = 1 << 14;

    private final InterpretedFrames frames = new InterpretedFrames();

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
        frames.push(function);
        int active = callStack.size();
        try {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        } catch (RuntimeException ended) {
            frames.note(ended, instance);
            throw ended;
        } finally {
            // After a tail call the engine does not know its frame again, and leaves it behind.
            while (callStack.size() > active) {
                callStack.pop();
            }
            frames.pop();
        }
    }

    @Override
    protected void eval(MStack stack, Instance instance, Deque<StackFrame> callStack) {
        frames.entered(callStack.peek());
        super.eval(stack, instance, callStack);
    }

    /** Whether the machine is as good as new: nothing is left on its stack, and that is no larger than is worth keeping. */
    boolean clean() {
        return stack().size() == 0 && callStack.isEmpty() && stack().array().length <= MOST_KEPT_OPERANDS;
    }

    /** The frames where this exception came from, innermost first. */
    List<Frame> frames(Throwable thrown) {
        return frames.of(thrown);
    }
}
