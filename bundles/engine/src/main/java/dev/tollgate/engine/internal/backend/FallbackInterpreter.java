package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.runtime.internal.CompilerInterpreterMachine;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.Deque;
import java.util.List;

/** Runs the functions that no method of the JVM is made of, for code that is compiled otherwise; with their frames known. */
public final class FallbackInterpreter extends CompilerInterpreterMachine {
    private final InterpretedFrames frames = new InterpretedFrames();

    /** Called by compiled code. */
    public FallbackInterpreter(Instance instance, int[] functions) {
        super(instance, functions);
    }

    @Override
    protected long[] call(MStack stack, Instance instance, Deque<StackFrame> callStack, int function, long[] args,
            FunctionType callType, boolean popResults) {
        if (instance.function(function) == null) {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        }
        frames.push(function);
        try {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        } catch (RuntimeException ended) {
            frames.note(ended, instance);
            throw ended;
        } finally {
            frames.pop();
        }
    }

    @Override
    protected void eval(MStack stack, Instance instance, Deque<StackFrame> callStack) {
        frames.entered(callStack.peek());
        super.eval(stack, instance, callStack);
    }

    /** Those of its functions where this exception came from, innermost first. */
    List<Frame> frames(Throwable thrown) {
        return frames.of(thrown);
    }
}
