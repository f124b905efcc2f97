package dev.tollgate.lifecycle.ingress;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of an event, with the reason.
 *
 * @param field  of an {@link IngressStatus#INVALID_EVENT}; empty otherwise
 * @param detail why, in words and with what to do; empty where it is accepted
 */
public record IngressResult(IngressStatus status, Optional<EventField> field, String detail) {
    public static final IngressResult ACCEPTED = new IngressResult(IngressStatus.ACCEPTED, Optional.empty(), "");

    public IngressResult {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
        if (field.isPresent() != (status == IngressStatus.INVALID_EVENT)) {
            throw new IllegalArgumentException("a field is named for an invalid event, and for nothing else");
        }
    }

    public static IngressResult of(IngressStatus status, String detail) {
        return new IngressResult(status, Optional.empty(), detail);
    }

    public static IngressResult invalid(EventField field, String detail) {
        return new IngressResult(IngressStatus.INVALID_EVENT, Optional.of(field), detail);
    }

    public boolean accepted() {
        return status == IngressStatus.ACCEPTED;
    }
}
