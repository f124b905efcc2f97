package dev.tollgate.lifecycle.internal.hook;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Outcome;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.TypedHookResult;
import dev.tollgate.lifecycle.internal.hook.Form.InvalidOutputException;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the listeners of a hook one after another, each under its plugin's limits and what is left of the chain's time. */
final class HookCalls {
    private static final Logger LOG = LoggerFactory.getLogger(HookCalls.class);

    private final PluginCalls calls;
    private final Supplier<Duration> deadline;
    private final LongSupplier nanoTime;

    HookCalls(PluginCalls calls, Supplier<Duration> deadline, LongSupplier nanoTime) {
        this.calls = calls;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
    }

    <T> TypedHookResult<T> filter(List<Listener> listeners, T given, Form<T> form) {
        byte[] bytes = form.write(given);
        T value = given;
        List<HandlerReport> reports = new ArrayList<>(listeners.size());
        long begun = nanoTime.getAsLong();
        long end = begun + deadline.get().toNanos();
        for (Listener listed : listeners) {
            Optional<Answer> answer = answer(listed, bytes, end);
            if (answer.isEmpty()) {
                continue;
            }
            String invalid = null;
            if (answer.get().outcome() instanceof Outcome.Completed completed) {
                try {
                    value = form.read(completed.output());
                    bytes = completed.output();
                } catch (InvalidOutputException refused) {
                    invalid = refused.getMessage();
                }
            }
            long now = nanoTime.getAsLong();
            reports.add(report(answer.get(), invalid, now - begun));
            begun = now;
        }
        return new TypedHookResult<>(value, reports);
    }

    <T> TypedHookResult<T> action(List<Listener> listeners, T payload, Form<T> form) {
        byte[] bytes = form.write(payload);
        List<HandlerReport> reports = new ArrayList<>(listeners.size());
        long begun = nanoTime.getAsLong();
        long end = begun + deadline.get().toNanos();
        for (Listener listed : listeners) {
            Optional<Answer> answer = answer(listed, bytes, end);
            long now = nanoTime.getAsLong();
            if (answer.isPresent()) {
                reports.add(report(answer.get(), null, now - begun));
            }
            begun = now;
        }
        return new TypedHookResult<>(payload, reports);
    }

    /** What a listener answered, or that of the generation that has replaced it; empty where that one does not listen. */
    private Optional<Answer> answer(Listener listed, byte[] input, long end) {
        Listener listener = listed;
        while (true) {
            Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
            if (left.isNegative() || left.isZero()) {
                return Optional.of(Answer.skipped(listener, "the time of the hook chain, " + deadline.get().toMillis() + " ms, was up"));
            }
            CallResult result = call(listener, input, left);
            if (result instanceof CallResult.Ended ended) {
                return Optional.of(new Answer(listener, ended.outcome(), ""));
            }
            if (result instanceof CallResult.HeldBack held) {
                return Optional.of(Answer.skipped(listener, held.reason()));
            }
            Optional<Listener> next = ((CallResult.Superseded) result).by().flatMap(listener::in);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            listener = next.get();
        }
    }

    /** A call always returns; should the host fail all the same, that is this handler's ending and not the caller's trouble. */
    private CallResult call(Listener listener, byte[] input, Duration left) {
        try {
            return calls.call(listener.plugin(), listener.hook().handler(), input, listener.within(left));
        } catch (RuntimeException failure) {
            LOG.error("hook {}: the host failed to call {}", listener.hook().name(), listener.plugin().id(), failure);
            return new CallResult.Ended(new Outcome.Failed(Outcome.Failure.INTERNAL, "the host failed, its log says how", Usage.NONE));
        }
    }

    private static HandlerReport report(Answer answer, String invalid, long nanos) {
        PluginId plugin = answer.listener().plugin().id();
        String hook = answer.listener().hook().name();
        String handler = answer.listener().hook().handler();
        Duration time = Duration.ofNanos(nanos);
        Outcome outcome = answer.outcome();
        if (outcome == null) {
            return new HandlerReport(plugin, handler, Ending.SKIPPED, answer.skipped(), Usage.NONE, time);
        }
        if (outcome instanceof Outcome.Tripped tripped) {
            LOG.warn("hook {}: {}", hook, tripped.trip());
            return new HandlerReport(plugin, handler, Ending.TRIPPED, tripped.trip().toString(), tripped.usage(), time);
        }
        if (outcome instanceof Outcome.Failed failed) {
            LOG.warn("hook {}: {} {} failed: {}", hook, plugin, handler, failed.message());
            return new HandlerReport(plugin, handler, Ending.FAILED, failed.message(), failed.usage(), time);
        }
        if (invalid != null) {
            LOG.warn("hook {}: {} {}: {}", hook, plugin, handler, invalid);
            return new HandlerReport(plugin, handler, Ending.INVALID, invalid, outcome.usage(), time);
        }
        return new HandlerReport(plugin, handler, Ending.COMPLETED, "", outcome.usage(), time);
    }

    /**
     * What came of a listener.
     *
     * @param outcome null where the guest was not called
     * @param skipped why not
     */
    private record Answer(Listener listener, Outcome outcome, String skipped) {
        static Answer skipped(Listener listener, String why) {
            return new Answer(listener, null, why);
        }
    }
}
