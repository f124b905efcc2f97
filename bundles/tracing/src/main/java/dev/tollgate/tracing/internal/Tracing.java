package dev.tollgate.tracing.internal;

import dev.tollgate.lifecycle.CallObserver;
import dev.tollgate.tracing.SpanCounts;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks on at calls while tracing is on; a host that does not trace has no observer, and pays for none. */
@Component(service = {}, immediate = true, configurationPid = TracingSettings.PID)
@Designate(ocd = TracingSettings.class)
public final class Tracing {
    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Runnable> ends = new ArrayList<>();

    @Activate
    public Tracing(BundleContext context, TracingSettings settings) {
        TracingOptions options = TracingOptions.of(settings);
        switch (options.exporter()) {
            case OTLP -> {
                OtlpTraces traces = new OtlpTraces(options, PATIENCE);
                ends.add(traces::close);
                end(context.registerService(SpanCounts.class, traces.counts(), null));
                end(context.registerService(CallObserver.class, new TracedCalls(traces.tracer()), null));
                LOG.info("calls of plugins are traced to {}", options.endpoint());
            }
            case SERVICE -> {
                ServiceTracker<OpenTelemetry, ServiceRegistration<CallObserver>> tracker = new Application(context);
                tracker.open();
                ends.add(tracker::close);
            }
            default -> LOG.debug("calls of plugins are not traced");
        }
    }

    @Deactivate
    void close() {
        for (int last = ends.size() - 1; last >= 0; last--) {
            ends.get(last).run();
        }
    }

    private void end(ServiceRegistration<?> registration) {
        ends.add(registration::unregister);
    }

    /** Traces with what the application has, while it has it. */
    private static final class Application extends ServiceTracker<OpenTelemetry, ServiceRegistration<CallObserver>> {
        Application(BundleContext context) {
            super(context, OpenTelemetry.class, null);
        }

        @Override
        public ServiceRegistration<CallObserver> addingService(ServiceReference<OpenTelemetry> reference) {
            LOG.info("calls of plugins are traced with the OpenTelemetry of {}", reference.getBundle());
            return context.registerService(CallObserver.class, new TracedCalls(context.getService(reference).getTracer(OtlpTraces.SCOPE)), null);
        }

        @Override
        public void removedService(ServiceReference<OpenTelemetry> reference, ServiceRegistration<CallObserver> observer) {
            observer.unregister();
            context.ungetService(reference);
        }
    }
}
