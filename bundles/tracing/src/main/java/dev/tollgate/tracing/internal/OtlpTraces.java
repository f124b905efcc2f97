package dev.tollgate.tracing.internal;

import dev.tollgate.limits.Refusals;
import dev.tollgate.tracing.SpanCounts;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our own SDK, which sends to a collector. */
final class OtlpTraces implements AutoCloseable {
    static final String SCOPE = "dev.tollgate.tracing";

    private static final Logger LOG = LoggerFactory.getLogger(OtlpTraces.class);
    private static final int LONGEST_VALUE = 256;

    private final SpanQueue queue;
    private final SdkTracerProvider provider;
    private final Duration patience;

    /** @param patience how long to wait for the collector at the end */
    OtlpTraces(TracingOptions options, Duration patience) {
        this.patience = patience;
        this.queue = new SpanQueue(options.queue(), new Collector(options.endpoint(), options.timeout())::take,
                new Refusals("the collector of traces at " + options.endpoint().getAuthority(), LOG::warn, Clock.systemUTC()));
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(io.opentelemetry.api.common.Attributes.of(AttributeKey.stringKey("service.name"), options.service())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(options.ratio())))
                .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(LONGEST_VALUE).build())
                .addSpanProcessor(queue)
                .build();
    }

    Tracer tracer() {
        return provider.get(SCOPE);
    }

    SpanCounts counts() {
        return queue;
    }

    @Override
    public void close() {
        provider.shutdown();
        queue.close(patience);
    }
}
