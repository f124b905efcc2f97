package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all services of a node work with.
 *
 * @param held   why a plugin may not be called now; empty where it may. Asked at each offer, so it is quick
 * @param deadId names the next dead event
 */
record ServiceTools(GuestCalls calls, DiagnosticLog log, Dispatchers dispatchers, Time time,
        RandomGenerator random, Bounds bounds, Function<ActivePlugin, Optional<String>> held, Supplier<String> deadId, EventObservers observers) {
    private static final Duration RESTART = Duration.ofSeconds(1);
    private static final Duration LONGEST_RESTART = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /** @param plugin whose service it is by then */
    Standing standing(Supplier<PluginId> plugin) {
        return new Standing(time, new Backoff(RESTART, LONGEST_RESTART, random),
                (state, reason) -> observers.tell(new HostEvent.ServiceMoved(plugin.get(), state, reason, time.now())));
    }

    Backoff retries() {
        return new Backoff(RETRY, LONGEST_RETRY, random);
    }
}
