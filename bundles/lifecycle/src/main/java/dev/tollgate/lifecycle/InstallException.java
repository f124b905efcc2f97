package dev.tollgate.lifecycle;

import java.util.List;

/** A package that cannot be installed, with every reason that was found. Nothing was changed. */
public final class InstallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    public InstallException(String reason) {
        this(List.of(reason));
    }

    public InstallException(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
