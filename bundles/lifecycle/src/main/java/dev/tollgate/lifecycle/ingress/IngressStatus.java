package dev.tollgate.lifecycle.ingress;

/** What became of an event. The first six are answers to an offer, the last two, and accepted, to a dispatch. */
public enum IngressStatus {
    /** Offered: it is in the queue, or one with its correlation id was before. Dispatched: its handler answered 0. */
    ACCEPTED,
    /** It is not as it has to be; {@link IngressResult#field} says what of it. */
    INVALID_EVENT,
    /** As many events wait as may: offer it again later. */
    QUEUE_FULL,
    /** There is no such service here, or it is not running yet or again, or its plugin is held back. */
    SERVICE_UNAVAILABLE,
    /** It was stopped, or is being stopped; an event that waited was discarded. */
    SERVICE_STOPPED,
    /** It failed, and is started again when its pause is over, or by an administrator. */
    SERVICE_FAILED,
    /** The handler took longer than its ingress allows, and was ended. */
    DISPATCH_TIMEOUT,
    /** The handler failed, or what it wrote was refused. */
    DISPATCH_FAILED
}
