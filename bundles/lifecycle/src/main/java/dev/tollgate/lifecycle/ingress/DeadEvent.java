package dev.tollgate.lifecycle.ingress;

import java.time.Instant;
import java.util.Objects;

/**
 * An event that ended badly after its last attempt. Of services that are not durable the newest few are kept, in memory; those of
 * durable ones are dead letters of the job engine.
 *
 * @param id to replay or discard it by
 */
public record DeadEvent(String id, IngressEvent event, IngressResult result, Instant at) {
    public DeadEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(at, "at");
    }
}
