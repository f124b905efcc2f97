package dev.tollgate.tracing.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.Outcome;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.ObservedCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/**
 * The span of one call, and of the gate calls in it. While the guest is in a gate, the span of that is the thread's current one, so that
 * what a provider does hangs below it. A guest can call gates often: the first have spans, the others are counted.
 */
final class TracedCall implements ObservedCall {
    /** The most gate calls of a call that have spans. */
    static final int MOST_GATE_SPANS = 128;

    private final Tracer tracer;
    private final Context caller;
    private final Span span;
    private Span inside;
    private int gateCalls;

    TracedCall(Tracer tracer, Context caller, Span span) {
        this.tracer = tracer;
        this.caller = caller;
        this.span = span;
    }

    @Override
    public Optional<String> traceparent() {
        return Traceparent.of((inside == null ? span : inside).getSpanContext());
    }

    @Override
    public void began(String requestId) {
        span.setAttribute(Attributes.REQUEST, requestId);
    }

    @Override
    public HostCall gate(GateName gate, String function) {
        if (++gateCalls > MOST_GATE_SPANS) {
            return HostCall.NONE;
        }
        Span gateSpan = tracer.spanBuilder(gate.toString()).setParent(caller.with(span))
                .setSpanKind(gate.capability().equals("http") ? SpanKind.CLIENT : SpanKind.INTERNAL)
                .setAttribute(Attributes.GATE, gate.toString()).setAttribute(Attributes.FUNCTION, Attributes.name(function)).startSpan();
        Scope current = caller.with(gateSpan).makeCurrent();
        inside = gateSpan;
        return error -> {
            inside = null;
            current.close();
            ended(gateSpan, error);
        };
    }

    private static void ended(Span gateSpan, Optional<Errno> error) {
        error.ifPresent(errno -> gateSpan.setAttribute(Attributes.ERRNO, errno.name()).setStatus(StatusCode.ERROR));
        gateSpan.end();
    }

    /** How a call failed is said, and nothing of what the guest said about it. */
    @Override
    public void ended(CallResult result, long nanos) {
        if (gateCalls > MOST_GATE_SPANS) {
            span.setAttribute(Attributes.UNTRACED, (long) gateCalls - MOST_GATE_SPANS);
        }
        if (result instanceof CallResult.Ended ended) {
            Outcome outcome = ended.outcome();
            span.setAttribute(Attributes.FUEL, outcome.usage().fuel().units());
            if (outcome instanceof Outcome.Failed failed) {
                outcome(Attributes.name(failed.failure())).setStatus(StatusCode.ERROR);
            } else if (outcome instanceof Outcome.Tripped tripped) {
                outcome("tripped").setAttribute(Attributes.LIMIT, Attributes.name(tripped.trip().limit())).setStatus(StatusCode.ERROR);
            } else {
                outcome("completed");
            }
        } else {
            outcome(result instanceof CallResult.HeldBack ? "held_back" : "superseded");
        }
        span.end();
    }

    private Span outcome(String name) {
        return span.setAttribute(Attributes.OUTCOME, name);
    }
}
