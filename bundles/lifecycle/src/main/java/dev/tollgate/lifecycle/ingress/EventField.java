package dev.tollgate.lifecycle.ingress;

/** What of an event is no good; events are checked in this order, and the first that is not as it has to be is the answer. */
public enum EventField {
    SOURCE, INGRESS, KIND, PAYLOAD, CREATED_AT, ATTEMPT, CORRELATION_ID
}
