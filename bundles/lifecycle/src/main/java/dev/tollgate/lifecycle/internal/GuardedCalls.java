package dev.tollgate.lifecycle.internal;

import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.ObservedCall;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Calls plugins that may be called now, each generation as long as it is the present one, and takes each trip down once. A call keeps
 * what the generation that it began on may do, and its grants are looked up at each gate all the same.
 */
@Component(service = PluginCalls.class)
public final class GuardedCalls implements PluginCalls {
    /** What observers are told where a call ends in an exception, of a store for example. */
    private static final CallResult HOST_FAILED = new CallResult.Ended(new Outcome.Failed(Outcome.Failure.INTERNAL, "the host failed", Usage.NONE));

    private final Invoker invoker;
    private final BreakerRegistry breakers;
    private final PluginRegistry plugins;
    private final CallObservers observers;

    @Activate
    public GuardedCalls(@Reference Invoker invoker, @Reference BreakerRegistry breakers, @Reference PluginRegistry plugins,
            @Reference CallObservers observers) {
        this.invoker = invoker;
        this.breakers = breakers;
        this.plugins = plugins;
        this.observers = observers;
    }

    /** Calls that nobody looks on. */
    public GuardedCalls(Invoker invoker, BreakerRegistry breakers, PluginRegistry plugins) {
        this(invoker, breakers, plugins, new CallObservers());
    }

    @Override
    public CallResult call(ActivePlugin plugin, String handler, byte[] input, Profile profile) {
        Optional<ObservedCall> observed = observers.begins(plugin.id(), handler, profile.kind(), profile.observation().traceparent());
        if (observed.isEmpty()) {
            return unobserved(plugin, handler, input, profile);
        }
        long begun = System.nanoTime();
        CallResult result = HOST_FAILED;
        try {
            result = unobserved(plugin, handler, input,
                    new Profile(profile.kind(), profile.limits(), profile.context(), profile.wanted(), observed.get()));
            return result;
        } finally {
            observed.get().ended(result, System.nanoTime() - begun);
        }
    }

    private CallResult unobserved(ActivePlugin plugin, String handler, byte[] input, Profile profile) {
        LoadedPlugin generation = (LoadedPlugin) plugin;
        Turnstile turnstile = generation.turnstile(profile.kind());
        if (!turnstile.enter()) {
            return superseded(generation);
        }
        try {
            return inside(generation, turnstile, handler, input, profile);
        } finally {
            turnstile.leave();
        }
    }

    private CallResult inside(LoadedPlugin generation, Turnstile turnstile, String handler, byte[] input, Profile profile) {
        // A provider that is being replaced is back at once; half of the deadline is left for the plugin then.
        List<String> waitsFor = generation.waitsFor(profile.limits().deadline().dividedBy(2));
        if (!waitsFor.isEmpty()) {
            return turnstile.isShut() ? superseded(generation)
                    : new CallResult.HeldBack(generation.id() + " waits for " + String.join(", ", waitsFor), Optional.empty());
        }
        Optional<CallResult.HeldBack> held = breakers.held(generation.id().slug());
        if (held.isPresent()) {
            return held.get();
        }
        Outcome outcome = invoker.invoke(profile.kind().ofService() ? generation.service().orElseThrow() : generation.module(), handler, input,
                new Profile(profile.kind(), profile.limits(), profile.context(), () -> turnstile.goesOn() && profile.wanted().getAsBoolean(),
                        profile.observation()));
        if (outcome instanceof Outcome.Tripped tripped) {
            tripped(generation, tripped.trip());
        }
        return new CallResult.Ended(outcome instanceof Outcome.Failed failed && !turnstile.goesOn() ? ended(generation, failed) : outcome);
    }

    private CallResult superseded(LoadedPlugin generation) {
        return new CallResult.Superseded(plugins.active(generation.id().slug()));
    }

    /** A version that is not the active one, be it on trial or on its way out, says nothing about the one that is. */
    private void tripped(LoadedPlugin generation, Trip trip) {
        if (plugins.active(trip.plugin().slug()).filter(active -> !active.id().equals(generation.id())).isPresent()) {
            breakers.noted(trip);
        } else {
            breakers.tripped(trip).ifPresent(plugins::deactivate);
        }
    }

    private static Outcome ended(LoadedPlugin generation, Outcome.Failed failed) {
        return failed.failure() != Outcome.Failure.CANCELLED ? failed : new Outcome.Failed(Outcome.Failure.CANCELLED, "the host ended it: "
                + generation.id() + " was reloaded, and what it had begun took longer than drain.seconds in the configuration "
                + LifecycleSettings.PID, failed.usage());
    }
}
