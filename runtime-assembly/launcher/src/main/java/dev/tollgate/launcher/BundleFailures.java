package dev.tollgate.launcher;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/**
 * Which bundles did not start, and why.
 *
 * <p>The framework starts bundles by level and reports a failure as an event only; without this a missing package would show as a server
 * that never becomes ready.
 */
final class BundleFailures implements FrameworkListener {

    private static final int STARTED = Bundle.ACTIVE | Bundle.STARTING;

    private final Map<Bundle, Throwable> causes = new ConcurrentHashMap<>();

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            causes.putIfAbsent(event.getBundle(), event.getThrowable());
        }
    }

    /** Throws when one of {@code bundles} is not started: half a server is not started at all. */
    void check(Collection<Bundle> bundles) throws StartFailure {
        var report = new StringBuilder();
        for (Bundle bundle : bundles) {
            if ((bundle.getState() & STARTED) == 0) {
                report.append(System.lineSeparator()).append("  ").append(bundle.getSymbolicName()).append(' ').append(bundle.getVersion())
                        .append(bundle.getState() == Bundle.INSTALLED ? " does not resolve" : " does not start")
                        .append(": ").append(cause(bundle));
            }
        }
        if (!report.isEmpty()) {
            throw new StartFailure(StartFailure.NOT_READY, "these bundles did not start:" + report);
        }
    }

    private String cause(Bundle bundle) {
        Throwable cause = causes.computeIfAbsent(bundle, BundleFailures::again);
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Events come on a thread of the framework's, in their time. Where one has not come yet, another try says the same. */
    private static Throwable again(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return new BundleException("it did at the second try: start the server again");
        } catch (BundleException failed) {
            return failed;
        }
    }
}
