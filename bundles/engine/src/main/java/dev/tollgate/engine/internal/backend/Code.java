package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import java.util.List;
import java.util.Set;

/** A module's functions, ready to run in any number of instances. */
public interface Code {
    Machine machine(Instance instance);

    /** How many frames anybody wants to see. */
    int SHOWN_FRAMES = 32;

    /** The guest's frames where {@code thrown} came from, innermost first; at most {@value #SHOWN_FRAMES}. */
    List<Frame> frames(Machine machine, Throwable thrown);

    /** Whether a machine whose last call ended well can be used for another. */
    boolean reusable(Machine machine);

    /** The functions that are interpreted although the backend compiles, because the JVM takes no method of their size. */
    Set<Integer> interpreted();
}
