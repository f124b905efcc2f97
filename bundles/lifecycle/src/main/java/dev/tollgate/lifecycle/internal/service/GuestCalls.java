package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Durations;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Calls the handlers of services, under the limits of the plugin's jobs, and has done what those of events write. */
record GuestCalls(PluginCalls calls, EventOutput output) {
    /** How soon it is tried again where nobody knows how long something lasts. */
    static final Duration WHILE_HELD = Duration.ofSeconds(1);
    static final Duration WHILE_BUSY = Duration.ofMillis(200);

    private static final byte[] NO_INPUT = new byte[0];

    /** A handler of the service itself: {@code start}, {@code stop} or {@code status}. */
    Called call(ActivePlugin plugin, String handler, BooleanSupplier wanted) {
        return call(plugin, handler, NO_INPUT, new Profile(Profile.Kind.SERVICE, plugin.jobLimits(), Map.of(), wanted));
    }

    Called event(ActivePlugin plugin, IngressEvent event, BooleanSupplier wanted) {
        Manifest.Ingress ingress = plugin.manifest().service().orElseThrow().ingress(event.ingress()).orElseThrow();
        Map<String, String> context = new HashMap<>(Map.of("ingress", event.ingress(), "source", event.source(), "event_kind", event.kind(),
                "created_at", event.createdAt().toString(), "attempt", Integer.toString(event.attempt())));
        event.correlationId().ifPresent(id -> context.put("correlation_id", id));
        Profile profile = new Profile(Profile.Kind.EVENT, within(plugin.jobLimits(), Durations.parse(ingress.timeout()).orElseThrow()),
                context, wanted);
        Called called = call(plugin, ingress.handler(), event.payload(), profile);
        return called instanceof Called.Done done ? carriedOut(plugin, ingress.handler(), done) : called;
    }

    private Called carriedOut(ActivePlugin plugin, String handler, Called.Done done) {
        try {
            output.carryOut(plugin, done.output());
            return done;
        } catch (OutputRefusedException refused) {
            return new Called.Bad(IngressStatus.DISPATCH_FAILED, GuestText.plain(handler + ": what it wrote is refused: " + refused.getMessage()),
                    true, false);
        }
    }

    private static Limits within(Limits limits, Duration timeout) {
        return timeout.compareTo(limits.deadline()) < 0 ? limits.with(limits.fuel(), limits.memory(), timeout) : limits;
    }

    private Called call(ActivePlugin plugin, String handler, byte[] input, Profile profile) {
        CallResult result = calls.call(plugin, handler, input, profile);
        if (result instanceof CallResult.HeldBack held) {
            return new Called.Held(held.reason(), held.left().orElse(WHILE_HELD));
        }
        return result instanceof CallResult.Ended ended ? called(handler, ended.outcome()) : new Called.Replaced();
    }

    private static Called called(String handler, Outcome outcome) {
        if (outcome instanceof Outcome.Completed completed) {
            return new Called.Done(completed.output());
        }
        if (outcome instanceof Outcome.Tripped tripped) {
            IngressStatus status = tripped.trip().limit() == Limit.DEADLINE ? IngressStatus.DISPATCH_TIMEOUT : IngressStatus.DISPATCH_FAILED;
            return new Called.Bad(status, GuestText.plain(tripped.trip().toString()), true, true);
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        String reason = GuestText.plain(handler + ": " + failed.message());
        return switch (failed.failure()) {
            case FAILED, NESTED -> new Called.Bad(IngressStatus.DISPATCH_FAILED, reason, true, false);
            case REJECTED, NO_HANDLER, INPUT_TOO_BIG -> new Called.Bad(IngressStatus.DISPATCH_FAILED, reason, false, false);
            case TRAPPED, CANCELLED, INTERNAL -> new Called.Bad(IngressStatus.DISPATCH_FAILED, reason, true, true);
            case BUSY -> new Called.Held(reason, WHILE_BUSY);
            case CLOSED -> new Called.Replaced();
        };
    }
}
