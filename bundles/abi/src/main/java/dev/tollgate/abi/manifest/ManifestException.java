package dev.tollgate.abi.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be taken, with everything that is wrong in it. */
public final class ManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public ManifestException(List<Violation> violations) {
        super("plugin.yaml has " + violations.size() + (violations.size() == 1 ? " mistake" : " mistakes") + violations.stream()
                .map(violation -> "\n  " + violation).collect(Collectors.joining()));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
