package dev.tollgate.health.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Services that answer some questions, and throw at all others. */
final class Fake {
    static final PluginId MAIL = new PluginId("order-mail", "1.0.0", new Digest("a".repeat(64)));

    private Fake() {
    }

    /** @param answers by the names of methods */
    static <T> T of(Class<T> type, Map<String, Supplier<?>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (!answers.containsKey(method.getName())) {
                throw new UnsupportedOperationException(method.getName());
            }
            return answers.get(method.getName()).get();
        }));
    }

    static PluginView plugin(PluginState state, Optional<String> reason, Breaker.State breaker, CapabilityStatus... capabilities) {
        return new PluginView(MAIL, "Mail", state, reason, List.of(capabilities), List.of(), Optional.empty(), new BreakerStatus(breaker,
                breaker == Breaker.State.DEGRADED ? Optional.of(HandHost.START) : Optional.empty(), 2, 12, BreakerRule.DEFAULT), List.of(MAIL));
    }

    static PluginView plugin(PluginState state, Optional<String> reason) {
        return plugin(state, reason, Breaker.State.CLOSED);
    }
}
