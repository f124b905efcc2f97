package dev.tollgate.capability.testkit;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The calls that one invocation of a plugin makes to one gate, made by hand. It is passed to a gate's functions wherever they
 * take a {@link GateCall}, as often as the invocation is to call; another invocation is another object:
 *
 * <pre>{@code
 * try (TestCall call = new TestCall().withScope(new Customers(Set.of("ada"))).withRemaining(Duration.ofMillis(50))) {
 *     assertThat(orders.list(call, "ada")).hasSize(2);
 * }
 * }</pre>
 *
 * <p>Counters and what is kept are as in the host. Without a {@code with} it is a call of {@code test-plugin} 1.0.0 out of its handler
 * {@code on_test}, through a gate that is wholly open, with a second left. Each {@code with} changes this object and answers it, so
 * that a test can also change something between two calls, such as the time that is left.
 *
 * <p>What the host does around a call is not done here: nothing decodes or bounds arguments, counts calls or interrupts who is late. It is
 * used by one thread at a time.
 */
public final class TestCall implements GateCall, AutoCloseable {
    private final Map<String, Long> counters = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private PluginId plugin;
    private String handler = "on_test";
    private String requestId = "0000000000000001";
    private String traceparent;
    private Scope<?> scope = new Scope.Whole();
    private Supplier<Duration> remaining;

    /** An invocation that has counted and kept nothing. */
    public TestCall() {
        withPlugin("test-plugin", "1.0.0");
        withRemaining(Duration.ofSeconds(1));
    }

    public TestCall withPlugin(PluginId caller) {
        plugin = Objects.requireNonNull(caller, "caller");
        return this;
    }

    /** With a digest of its own for each slug and version. */
    public TestCall withPlugin(String slug, String version) {
        return withPlugin(new PluginId(slug, version, Digest.of((slug + " " + version).getBytes(StandardCharsets.UTF_8))));
    }

    public TestCall withHandler(String name) {
        handler = Objects.requireNonNull(name, "name");
        return this;
    }

    public TestCall withRequestId(String id) {
        requestId = Objects.requireNonNull(id, "id");
        return this;
    }

    /** As where the host traces; nobody does otherwise. */
    public TestCall withTraceparent(String parent) {
        traceparent = Objects.requireNonNull(parent, "parent");
        return this;
    }

    /** How far the gate is open: an instance of the gate's own scope, or nothing where it has none. */
    public TestCall withScope(Scope<?> granted) {
        scope = Objects.requireNonNull(granted, "granted");
        return this;
    }

    /** So much is left, however long the test takes, until something else is set. */
    public TestCall withRemaining(Duration left) {
        if (left.isNegative()) {
            throw new IllegalArgumentException("what is left of a deadline is 0 or more, not " + left);
        }
        remaining = () -> left;
        return this;
    }

    /** What is left shrinks as the clock goes, and is 0 from the deadline on. */
    public TestCall withDeadline(Instant deadline, Clock clock) {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(clock, "clock");
        remaining = () -> {
            Duration left = Duration.between(clock.instant(), deadline);
            return left.isNegative() ? Duration.ZERO : left;
        };
        return this;
    }

    @Override
    public PluginId plugin() {
        return plugin;
    }

    @Override
    public String handler() {
        return handler;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public Optional<String> traceparent() {
        return Optional.ofNullable(traceparent);
    }

    /** @throws ClassCastException when {@link #withScope} was given a scope of another type, or was not called */
    @Override
    public <S extends Scope<S>> S scope(Class<S> type) {
        return type.cast(scope);
    }

    @Override
    public Duration remaining() {
        return remaining.get();
    }

    @Override
    public long count(String counter, long amount) {
        return counters.merge(counter, amount, Math::addExact);
    }

    @Override
    public <R extends Kept> R keep(Class<R> type, Opening<R> opening) throws GateException {
        for (Kept each : kept) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        R opened = opening.open();
        kept.add(opened);
        return opened;
    }

    /** Whether the invocation keeps something, and so would hold up a swap of the provider. */
    public boolean keepsSomething() {
        return !kept.isEmpty();
    }

    /**
     * Ends the invocation: what was kept is closed, the last first. All of it is, even if a {@code close} throws; the host logs
     * that, here it is thrown at the end so that the test sees it. A second end closes nothing.
     *
     * <p>A call that comes later finds the counters as they are and nothing kept, which is what a provider finds that has
     * replaced another one in the middle of an invocation.
     */
    public void end() {
        List<Kept> open = List.copyOf(kept);
        kept.clear();
        RuntimeException first = null;
        for (int last = open.size() - 1; last >= 0; last--) {
            try {
                open.get(last).close();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** {@link #end}, for a try statement. */
    @Override
    public void close() {
        end();
    }
}
