package dev.tollgate.tracing.internal;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Whether calls are traced, and where spans go. By default they are not. */
@Validated(by = TracingOptions.Check.class, refused = Refused.ALL_DEFAULTS)
@ObjectClassDefinition(name = "Tollgate tracing", description = "Calls of plugins and gates as spans of OpenTelemetry.")
public @interface TracingSettings {
    String PID = "dev.tollgate.tracing";

    @AttributeDefinition(name = "Exporter", description = "Where spans go: nowhere, to a collector, or to the OpenTelemetry that the application registers as an OSGi service.",
            options = {@Option(value = "none"), @Option(value = "otlp"), @Option(value = "service")})
    String exporter() default "none";

    @AttributeDefinition(name = "Endpoint", description = "The collector's address for traces, OTLP over HTTP.")
    String endpoint() default "http://localhost:4318/v1/traces";

    @AttributeDefinition(name = "Sampling ratio", description = "What part of all traces is kept where nobody before the plugin decided.", min = "0", max = "1")
    double sampling_ratio() default 1;

    @AttributeDefinition(name = "Service name", description = "What this server is called in traces.")
    String service_name() default "tollgate";

    @AttributeDefinition(name = "Queue", description = "How many spans wait for the collector; what comes when they do is dropped.", min = "1", max = "65536")
    int queue_most() default 4096;

    @AttributeDefinition(name = "Time-out", description = "How long the collector may take for up to 512 spans, in ms.", min = "100", max = "60000")
    int timeout_ms() default 5000;
}
