package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.StackFrame;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionType;
import dev.tollgate.abi.PlainText;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Meter;
import dev.tollgate.limits.Tripped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The interpreter, with its call depth bounded and its frames known by name for the record of a trip. */
final class MeteredMachine extends InterpreterMachine {
    /** How many frames a trip record shows. */
    private static final int SHOWN_FRAMES = 32;

    /** A compiler's longest names are generic types; longer ones are there to fill logs. */
    private static final int MOST_NAME = 200;

    /** Operands of all frames together, of 8 bytes each: far more than compiled code has, and a bound for what is not. */
    private static final int MOST_OPERANDS = 1 << 18;

    /** An instance whose operand stack grew larger than this is not worth keeping. */
    private static final int MOST_KEPT_OPERANDS = 1 << 14;

    private final ModuleCosts costs;
    private Meter meter;
    private int[] functions = new int[64];
    private int depth;
    private int deepest;

    MeteredMachine(Instance instance, ModuleCosts costs, Meter meter) {
        super(instance);
        this.costs = costs;
        this.meter = meter;
    }

    /** Begins to count another invocation. */
    void charge(Meter next) {
        meter = next;
        depth = 0;
        deepest = 0;
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
        meter.enter();
        meter.charge(costs.entering(function));
        push(function);
        int frames = callStack.size();
        try {
            return super.call(stack, instance, callStack, function, args, callType, popResults);
        } catch (ChicoryException trap) {
            deepest = Math.max(deepest, depth);
            // The engine wraps the JVM's own overflow, which large frames can reach before the bound on their number.
            if (trap.getCause() instanceof StackOverflowError) {
                throw new Tripped(Limit.CALL_DEPTH, meter.limits().callDepth(), deepest);
            }
            throw trap;
        } catch (Tripped trip) {
            deepest = Math.max(deepest, depth);
            throw trip;
        } finally {
            // After a tail call the engine does not know its frame again, and leaves it behind.
            while (callStack.size() > frames) {
                callStack.pop();
            }
            depth--;
            meter.leave();
        }
    }

    /** Whether the machine is as good as new: nothing is left on its stack, and that is no larger than is worth keeping. */
    boolean clean() {
        return stack().size() == 0 && callStack.isEmpty() && stack().array().length <= MOST_KEPT_OPERANDS;
    }

    /** The guest's frames at the deepest point that a trip or a trap passed, innermost first. */
    List<String> frames() {
        List<String> names = new ArrayList<>();
        for (int i = deepest - 1; i >= 0 && names.size() < SHOWN_FRAMES; i--) {
            names.add(name(functions[i]));
        }
        return names;
    }

    /** What the module's name section says, else the name that it is exported by. */
    private String name(int function) {
        var section = instance().module().nameSection();
        String name = section == null ? null : section.nameOfFunction(function);
        if (name != null && !name.isEmpty()) {
            return shown(name);
        }
        var exports = instance().module().exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            Export export = exports.getExport(i);
            if (export.exportType() == ExternalType.FUNCTION && export.index() == function) {
                return shown(export.name());
            }
        }
        return "function " + function;
    }

    private static String shown(String name) {
        return PlainText.of(name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME) + "...");
    }

    private void push(int function) {
        if (depth == functions.length) {
            functions = Arrays.copyOf(functions, depth * 2);
        }
        functions[depth++] = function;
    }
}
