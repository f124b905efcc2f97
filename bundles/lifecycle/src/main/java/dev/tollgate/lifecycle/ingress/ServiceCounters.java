package dev.tollgate.lifecycle.ingress;

/**
 * What became of a service's events on this node since it started. Each event that was enqueued ends once:
 * {@code enqueued = completed + failed + timedOut + discarded + those that wait or are being dispatched}.
 * Those of a durable service that it left in the store when it started, or that another node offers or dispatches, are on one side only.
 *
 * @param enqueued   taken in
 * @param dispatched calls of a handler, repeated ones included
 * @param completed  ended well
 * @param rejected   offers that were not taken in, for whatever reason
 * @param repeated   offers of an event that was taken in before, by its correlation id
 * @param retried    attempts after the first
 * @param failed     ended badly after their last attempt
 * @param timedOut   the same, where the last attempt took too long
 * @param discarded  dropped by a stop
 */
public record ServiceCounters(long enqueued, long dispatched, long completed, long rejected, long repeated, long retried, long failed,
        long timedOut, long discarded) {
    public static final ServiceCounters NONE = new ServiceCounters(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public ServiceCounters plus(ServiceCounters other) {
        return new ServiceCounters(enqueued + other.enqueued, dispatched + other.dispatched, completed + other.completed,
                rejected + other.rejected, repeated + other.repeated, retried + other.retried, failed + other.failed,
                timedOut + other.timedOut, discarded + other.discarded);
    }
}
