package dev.tollgate.tracing.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Profile.Kind;
import dev.tollgate.lifecycle.CallObserver;
import dev.tollgate.lifecycle.ObservedCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;

/** A span for each call of a plugin: a child of the span that is current on the caller's thread, or else of who asked for the call. */
final class TracedCalls implements CallObserver {
    private final Tracer tracer;

    TracedCalls(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public ObservedCall begins(PluginId plugin, String handler, Kind kind) {
        return begins(plugin, handler, kind, Optional.empty());
    }

    @Override
    public ObservedCall begins(PluginId plugin, String handler, Kind kind, Optional<String> parent) {
        Context caller = Context.current();
        if (parent.isPresent() && !Span.fromContext(caller).getSpanContext().isValid()) {
            caller = Traceparent.parse(parent.get()).map(Span::wrap).map(Context.root()::with).orElse(caller);
        }
        Span span = tracer.spanBuilder(plugin.slug() + " " + Attributes.name(handler)).setParent(caller)
                .setSpanKind(kind == Kind.JOB || kind == Kind.EVENT ? SpanKind.CONSUMER : SpanKind.INTERNAL)
                .setAttribute(Attributes.PLUGIN, plugin.slug()).setAttribute(Attributes.VERSION, plugin.version())
                .setAttribute(Attributes.HANDLER, Attributes.name(handler)).setAttribute(Attributes.KIND, Attributes.name(kind))
                .startSpan();
        return new TracedCall(tracer, caller, span);
    }
}
