package dev.tollgate.lifecycle;

import dev.tollgate.abi.manifest.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** What an application passes to a hook is not what its hook point takes. No handler was called. */
public final class HookPayloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hook;
    private final transient List<Violation> violations;

    public HookPayloadException(String hook, List<Violation> violations) {
        super("the payload is not what the hook point " + hook + " takes" + violations.stream()
                .map(violation -> "\n  " + violation).collect(Collectors.joining()));
        this.hook = hook;
        this.violations = List.copyOf(violations);
    }

    public String hook() {
        return hook;
    }

    public List<Violation> violations() {
        return violations;
    }
}
