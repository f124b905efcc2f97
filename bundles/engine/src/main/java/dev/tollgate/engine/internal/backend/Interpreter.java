package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import dev.tollgate.engine.internal.metering.FuelPass;
import java.util.List;
import java.util.Set;

/** The engine's interpreter: slow, ready at once, and what everything else is compared with. */
public final class Interpreter implements Backend, Code {
    @Override
    public String name() {
        return "interpreter";
    }

    @Override
    public Classes compile(FuelPass.Metered metered, int importedFunctions, Set<Integer> large, Work work) {
        return Classes.NONE;
    }

    @Override
    public Code link(Classes classes) {
        return this;
    }

    @Override
    public boolean reads(int function, Classes classes) {
        return true;
    }

    @Override
    public Machine machine(Instance instance) {
        return new TracedInterpreter(instance);
    }

    @Override
    public List<Frame> frames(Machine machine, Throwable thrown) {
        return ((TracedInterpreter) machine).frames(thrown);
    }

    @Override
    public boolean reusable(Machine machine) {
        return ((TracedInterpreter) machine).clean();
    }

    @Override
    public Set<Integer> interpreted() {
        return Set.of();
    }
}
