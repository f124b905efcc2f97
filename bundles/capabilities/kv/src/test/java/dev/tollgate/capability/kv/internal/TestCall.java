package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.Scope;
import dev.tollgate.capability.kv.KvScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One invocation of a plugin. */
final class TestCall implements GateCall {
    private final String slug;
    private final String version;
    private final KvScope scope;
    private final Map<String, Long> counters = new HashMap<>();

    TestCall(String slug, String version, long maxBytes) {
        this.slug = slug;
        this.version = version;
        this.scope = new KvScope(maxBytes);
    }

    static TestCall of(String slug) {
        return new TestCall(slug, "1.0.0", KvScope.DEFAULT_BYTES);
    }

    @Override
    public PluginId plugin() {
        return new PluginId(slug, version, Digest.of(version.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String handler() {
        return "handler";
    }

    @Override
    public String requestId() {
        return "request";
    }

    @Override
    public <S extends Scope<S>> S scope(Class<S> type) {
        return type.cast(scope);
    }

    @Override
    public Duration remaining() {
        return Duration.ofMinutes(1);
    }

    @Override
    public long count(String counter, long amount) {
        return counters.merge(counter, amount, Math::addExact);
    }

    @Override
    public <R extends Kept> R keep(Class<R> type, Opening<R> opening) {
        throw new UnsupportedOperationException("the gate keeps nothing");
    }
}
