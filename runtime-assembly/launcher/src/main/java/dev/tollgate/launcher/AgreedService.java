package dev.tollgate.launcher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A step of the start that a bundle offers as a {@link Callable}; marked by a property, because the type says nothing.
 *
 * @param property the property that is {@code true} on the service
 * @param does what the step does, for the message when nobody offers it
 */
record AgreedService(String property, String does) {

    static final AgreedService STARTUP = new AgreedService("tollgate.startup", "tells when the server is ready");

    /** The name is bnd's: its launcher runs such a service on the main thread as well. */
    static final AgreedService DEMONSTRATION = new AgreedService("main.thread", "shows the example plugin at work");

    /** Waits for the service and calls it on this thread; returns its exit code. */
    int call(BundleContext context, Duration patience) throws Exception {
        var tracker = new ServiceTracker<Callable<?>, Callable<?>>(context, filter(), null);
        tracker.open();
        try {
            Callable<?> service = tracker.waitForService(patience.toMillis());
            if (service == null) {
                throw missing(context, patience);
            }
            return exitCode(service);
        } finally {
            tracker.close();
        }
    }

    private int exitCode(Callable<?> service) throws StartFailure {
        Object answer;
        try {
            answer = service.call();
        } catch (Exception | LinkageError e) {
            // A linkage error is a bundle that misses an optional package: no more a reason to leave the JVM half alive than an exception.
            throw new StartFailure(StartFailure.NOT_READY, "the service that " + does + " failed: " + e, e);
        }
        if (answer instanceof Integer exitCode) {
            return exitCode;
        }
        throw new StartFailure(StartFailure.NOT_READY, "the service that " + does + " returned no exit code");
    }

    private StartFailure missing(BundleContext context, Duration patience) {
        var message = new StringBuilder("no bundle " + does + ": no service with " + property + "=true after " + patience.toSeconds() + " s");
        List<String> waiting = WaitingComponents.of(context);
        message.append(waiting.isEmpty() ? ", and no component waits for anything" : "; these components are not satisfied:");
        waiting.forEach(line -> message.append(System.lineSeparator()).append("  ").append(line));
        return new StartFailure(StartFailure.NOT_READY, message.toString());
    }

    private Filter filter() throws InvalidSyntaxException {
        return FrameworkUtil.createFilter("(&(objectClass=" + Callable.class.getName() + ")(" + property + "=true))");
    }
}
