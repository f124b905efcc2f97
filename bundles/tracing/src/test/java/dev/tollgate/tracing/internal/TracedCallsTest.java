package dev.tollgate.tracing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.ByteString;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.Observation.HostCall;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile.Kind;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.ObservedCall;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector reads of calls, over the wire. */
class TracedCallsTest {
    private static final PluginId PLUGIN = new PluginId("image-tools", "1.4.0", Digest.of(new byte[0]));
    private static final GateName KV = new GateName("kv", 1);
    private static final GateName HTTP = new GateName("http", 1);
    private static final Usage USAGE = new Usage(new Fuel(1_000), Duration.ofMillis(1), new Bytes(0), Map.of(), new Bytes(0), new Bytes(0));
    private static final CallResult COMPLETED = new CallResult.Ended(new Outcome.Completed(new byte[0], USAGE));
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** The trace is sampled, and its id random (Trace Context, level 2). */
    private static final String SAMPLED = "-03";

    private final Receiver receiver = receiver();
    private OtlpTraces traces = traces(1);
    private Tracer tracer = traces.tracer();
    private TracedCalls calls = new TracedCalls(tracer);

    @AfterEach
    void stop() {
        traces.close();
        receiver.close();
    }

    @Test
    void aCallIsASpanThatSaysWhatWasCalledAndHowItEnded() {
        ObservedCall call = calls.begins(PLUGIN, "on_content", Kind.FILTER);
        call.began("00000000000000ab");
        call.ended(COMPLETED, 1);
        Span span = sent().only("image-tools on_content");
        assertThat(Receiver.attributes(span)).containsOnly(entry("tollgate.plugin", "image-tools"), entry("tollgate.version", "1.4.0"),
                entry("tollgate.handler", "on_content"), entry("tollgate.kind", "filter"), entry("tollgate.request_id", "00000000000000ab"),
                entry("tollgate.outcome", "completed"), entry("tollgate.fuel", "1000"));
        assertThat(span.getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(receiver.received.get(0).getResource().getAttributes(0).getValue().getStringValue()).isEqualTo("a server");
    }

    @Test
    void gateCallsAreItsChildrenAndSoIsWhatTheirProvidersDo() {
        ObservedCall call = calls.begins(PLUGIN, "on_content", Kind.FILTER);
        HostCall read = call.gate(KV, "get");
        tracer.spanBuilder("query").startSpan().end();
        read.ended(Optional.empty());
        HostCall write = call.gate(KV, "set");
        write.ended(Optional.of(Errno.EQUOTA));
        call.ended(COMPLETED, 1);
        tracer.spanBuilder("after").startSpan().end();
        Span parent = sent().only("image-tools on_content");
        List<Span> gates = receiver.spans().stream().filter(span -> span.getName().equals("tollgate:kv@1")).toList();
        assertThat(gates).hasSize(2).allSatisfy(span -> {
            assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanId());
            assertThat(span.getTraceId()).isEqualTo(parent.getTraceId());
        });
        assertThat(Receiver.attributes(gates.get(0))).containsOnly(entry("tollgate.gate", "tollgate:kv@1"), entry("tollgate.function", "get"));
        assertThat(Receiver.attributes(gates.get(1))).containsEntry("tollgate.errno", "EQUOTA");
        assertThat(gates.get(1).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(receiver.only("query").getParentSpanId()).isEqualTo(gates.get(0).getSpanId());
        assertThat(receiver.only("after").getParentSpanId()).as("nothing stays current").isEqualTo(ByteString.EMPTY);
    }

    @Test
    void theCallersCurrentSpanIsTheParentAndHasTheLastWord() {
        io.opentelemetry.api.trace.Span caller = tracer.spanBuilder("request").startSpan();
        try (Scope current = caller.makeCurrent()) {
            calls.begins(PLUGIN, "on_content", Kind.FILTER, Optional.of(PARENT)).ended(COMPLETED, 1);
        }
        caller.end();
        assertThat(sent().only("image-tools on_content").getParentSpanId()).isEqualTo(receiver.only("request").getSpanId());
    }

    @Test
    void aCallThatWasAskedForElsewhereGoesOnWithThatTrace() {
        calls.begins(PLUGIN, "job_resize", Kind.JOB, Optional.of(PARENT)).ended(COMPLETED, 1);
        Span span = sent().only("image-tools job_resize");
        assertThat(hex(span.getTraceId())).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(hex(span.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
    }

    @Test
    void aParentThatIsNoneIsNone() {
        for (String parent : new String[] {"", "00-x", PARENT + "-x", PARENT.toUpperCase(), "01" + PARENT.substring(2),
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"}) {
            calls.begins(PLUGIN, "on_content", Kind.FILTER, Optional.of(parent)).ended(COMPLETED, 1);
        }
        assertThat(sent().spans()).hasSize(7).allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(ByteString.EMPTY));
    }

    @Test
    void whatGoesOutIsUnderTheGateCallAndWhatTheGuestReadsUnderTheInvocation() {
        ObservedCall call = calls.begins(PLUGIN, "on_content", Kind.FILTER);
        String outside = call.traceparent().orElseThrow();
        HostCall fetch = call.gate(HTTP, "request");
        String inside = call.traceparent().orElseThrow();
        fetch.ended(Optional.empty());
        assertThat(call.traceparent()).hasValue(outside);
        call.ended(COMPLETED, 1);
        Span span = sent().only("image-tools on_content");
        assertThat(outside).isEqualTo("00-" + hex(span.getTraceId()) + "-" + hex(span.getSpanId()) + SAMPLED);
        assertThat(inside).isEqualTo("00-" + hex(span.getTraceId()) + "-" + hex(receiver.only("tollgate:http@1").getSpanId()) + SAMPLED);
    }

    @Test
    void failuresAndTripsAreErrorsAndSayNothingThatTheGuestSaid() {
        calls.begins(PLUGIN, "a", Kind.ACTION).ended(new CallResult.Ended(new Outcome.Failed(Failure.TRAPPED, "guest said", USAGE)), 1);
        calls.begins(PLUGIN, "b", Kind.ACTION).ended(new CallResult.Ended(new Outcome.Tripped(new Trip(Limit.FUEL, 1, 2, PLUGIN, "b", "r",
                List.of("guest said"), Instant.EPOCH), USAGE)), 1);
        calls.begins(PLUGIN, "c", Kind.ACTION).ended(new CallResult.HeldBack("degraded", Optional.empty()), 1);
        assertThat(Receiver.attributes(sent().only("image-tools a"))).containsEntry("tollgate.outcome", "trapped");
        assertThat(Receiver.attributes(receiver.only("image-tools b"))).containsEntry("tollgate.outcome", "tripped").containsEntry("tollgate.limit", "fuel");
        assertThat(Receiver.attributes(receiver.only("image-tools c"))).containsEntry("tollgate.outcome", "held_back");
        assertThat(receiver.received.toString()).doesNotContain("guest said");
        assertThat(receiver.only("image-tools a").getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    }

    /** A64: a function is whatever the module imports, and it can call as often as it may. */
    @Test
    void a64WhatAGuestNamesIsCutAndWhatItRepeatsIsCounted() {
        ObservedCall call = calls.begins(PLUGIN, "h".repeat(5_000), Kind.FILTER);
        for (int i = 0; i < 1_000; i++) {
            call.gate(KV, "f\n\u001b[31m" + "x".repeat(5_000)).ended(Optional.empty());
        }
        call.ended(COMPLETED, 1);
        List<Span> gates = sent().spans().stream().filter(span -> span.getName().equals("tollgate:kv@1")).toList();
        assertThat(gates).hasSize(TracedCall.MOST_GATE_SPANS);
        assertThat(Receiver.attributes(gates.get(0)).get("tollgate.function")).hasSizeLessThan(200).doesNotContain("\n", "\u001b");
        Span span = receiver.only("image-tools " + "h".repeat(64));
        assertThat(Receiver.attributes(span)).containsEntry("tollgate.gate_calls_untraced", "872");
    }

    @Test
    void whatIsNotSampledIsNotSentAndTheNextOnesAreTold() {
        traces.close();
        traces = traces(0);
        calls = new TracedCalls(traces.tracer());
        ObservedCall call = calls.begins(PLUGIN, "on_content", Kind.FILTER);
        assertThat(call.traceparent().orElseThrow()).endsWith("-02");
        call.ended(COMPLETED, 1);
        assertThat(sent().spans()).isEmpty();
        assertThat(traces.counts().dropped()).isZero();
    }

    /** What has ended by now is with the receiver. */
    private Receiver sent() {
        traces.close();
        return receiver;
    }

    private OtlpTraces traces(double ratio) {
        return new OtlpTraces(new TracingOptions(TracingOptions.Exporter.OTLP, receiver.endpoint(), ratio, "a server", 4_096, Duration.ofSeconds(60)),
                Duration.ofSeconds(60));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Receiver receiver() {
        try {
            return new Receiver();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
