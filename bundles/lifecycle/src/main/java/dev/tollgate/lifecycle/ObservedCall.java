package dev.tollgate.lifecycle;

import dev.tollgate.engine.Observation;
import org.osgi.annotation.versioning.ConsumerType;

/** One call of a plugin as its observer sees it. */
@ConsumerType
public interface ObservedCall extends Observation {
    /** Told once, on the thread on which it began, also where the guest was not called. @param nanos how long it took in all */
    void ended(CallResult result, long nanos);
}
