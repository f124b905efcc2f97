package dev.tollgate.engine.harness;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.Deque;

/** The interpreter, which tells its tally of each function that is entered and left. */
final class OracleMachine extends InterpreterMachine {
    private final Tally tally;

    OracleMachine(Instance instance, Tally tally) {
        super(instance);
        this.tally = tally;
    }

    @Override
    protected long[] call(MStack stack, Instance instance, Deque<StackFrame> callStack, int function, long[] args,
            FunctionType callType, boolean popResults) {
        if (instance.function(function) == null) {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        }
        int frames = callStack.size();
        tally.enter(instance, locals(instance, function));
        try {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        } finally {
            // The interpreter leaves the frame of a tail call behind.
            while (callStack.size() > frames) {
                callStack.pop();
            }
            tally.leave();
        }
    }

    /** How many parameters and locals a function has, none if it is the host's. */
    static int locals(Instance instance, int function) {
        FunctionBody body = instance.function(function);
        return body == null ? 0 : instance.type(instance.functionType(function)).params().size() + body.localTypes().size();
    }
}
