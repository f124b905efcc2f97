package dev.tollgate.lifecycle.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What services work with, turned by hand: nothing happens but in {@link #work} and {@link #turn}. */
final class HandHost {
    /** A call of a guest. */
    record Call(ActivePlugin plugin, String handler, String input, Profile profile) {
    }

    final HandTime time = new HandTime();
    final Deque<Runnable> threads = new ArrayDeque<>();
    final List<Call> calls = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> outputs = new ArrayList<>();
    final List<String> replaced = new ArrayList<>();
    final Map<String, Function<Call, CallResult>> handlers = new HashMap<>();
    String outputRefused = "";
    /** The most of each wait, so that a test knows how long it is. */
    final RandomGenerator longest = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };
    private long dead;

    final EventObservers observers = new EventObservers();
    final ServiceTools tools = new ServiceTools(new GuestCalls(this::call, this::carryOut), new Log(), new Dispatchers(threads::add, 4), time,
            longest, new Bounds(100, 1_000, Duration.ofSeconds(10)), plugin -> plugin.waitsFor().stream().findFirst(), () -> "dead-" + ++dead, observers);

    Service service(ActivePlugin plugin) {
        Service service = new Service(plugin, tools, replaced::add);
        service.follow(Optional.of(plugin));
        return service;
    }

    /** One that runs. */
    Service running(ActivePlugin plugin) {
        Service service = service(plugin);
        work();
        calls.clear();
        return service;
    }

    /** Until there is nothing to do but wait. */
    void work() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    void turn(Duration by) {
        time.turn(by);
        work();
    }

    void on(String handler, CallResult result) {
        handlers.put(handler, call -> result);
    }

    List<String> called() {
        return calls.stream().map(call -> call.handler() + (call.input().isEmpty() ? "" : " " + call.input())).toList();
    }

    IngressEvent event(String ingress, String payload) {
        return IngressEvent.of("fake", "test", ingress, "push", payload.getBytes(UTF_8), time.now());
    }

    private CallResult call(ActivePlugin plugin, String handler, byte[] input, Profile profile) {
        Call call = new Call(plugin, handler, new String(input, UTF_8), profile);
        calls.add(call);
        return handlers.getOrDefault(handler, any -> completed("")).apply(call);
    }

    private void carryOut(ActivePlugin plugin, byte[] output) throws OutputRefusedException {
        if (!outputRefused.isEmpty()) {
            throw new OutputRefusedException(outputRefused);
        }
        if (output.length > 0) {
            outputs.add(new String(output, UTF_8));
        }
    }

    static CallResult completed(String output) {
        return new CallResult.Ended(new Outcome.Completed(output.getBytes(UTF_8), Usage.NONE));
    }

    static CallResult failed(Outcome.Failure failure) {
        return new CallResult.Ended(new Outcome.Failed(failure, "no luck", Usage.NONE));
    }

    static CallResult tripped(ActivePlugin plugin, Limit limit) {
        return new CallResult.Ended(new Outcome.Tripped(new Trip(limit, 1, 2, plugin.id(), "h", "r", List.of(), Instant.EPOCH), Usage.NONE));
    }

    private final class Log implements DiagnosticLog {
        @Override
        public void note(String slug, Diagnostic.Level level, String text) {
            notes.add(level + " " + text);
        }

        @Override
        public List<Diagnostic> of(String slug) {
            return List.of();
        }

        @Override
        public List<Diagnostic> all() {
            return List.of();
        }

        @Override
        public void forget(String slug) {
            notes.clear();
        }
    }
}
