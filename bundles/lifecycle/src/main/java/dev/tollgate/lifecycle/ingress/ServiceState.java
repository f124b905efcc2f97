package dev.tollgate.lifecycle.ingress;

/** Where a service stands; the host decides, the guest is only told. */
public enum ServiceState {
    /** Its plugin is active, and it was not started yet or is about to be. */
    READY,
    /** Its {@code start} is being called. */
    STARTING,
    /** Events are dispatched. */
    RUNNING,
    /** It takes no events in; those that wait are dispatched or discarded, and its {@code stop} is called. */
    STOPPING,
    /** An administrator stopped it: until he starts it, or its plugin is reloaded. */
    STOPPED,
    /** Its {@code start} failed, or its instance is gone; it is started again after a pause, which grows. */
    FAILED
}
