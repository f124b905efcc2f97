package dev.tollgate.engine;

import java.util.List;

/** A module that cannot be run here, with every reason that was found. */
public final class ModuleRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    public ModuleRefusedException(List<String> reasons) {
        super("the module is refused: " + String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
