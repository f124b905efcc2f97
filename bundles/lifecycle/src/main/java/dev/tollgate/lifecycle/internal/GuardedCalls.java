package dev.tollgate.lifecycle.internal;

import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginCalls;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Calls plugins that may be called now, and takes each trip down once. */
@Component(service = PluginCalls.class)
public final class GuardedCalls implements PluginCalls {
    private final Invoker invoker;
    private final BreakerRegistry breakers;
    private final PluginRegistry plugins;

    @Activate
    public GuardedCalls(@Reference Invoker invoker, @Reference BreakerRegistry breakers, @Reference PluginRegistry plugins) {
        this.invoker = invoker;
        this.breakers = breakers;
        this.plugins = plugins;
    }

    @Override
    public CallResult call(ActivePlugin plugin, String handler, byte[] input, Profile profile) {
        // A provider that is being replaced is back at once; half of the deadline is left for the plugin then.
        List<String> waitsFor = plugin.waitsFor(profile.limits().deadline().dividedBy(2));
        if (!waitsFor.isEmpty()) {
            return new CallResult.HeldBack(plugin.id() + " waits for " + String.join(", ", waitsFor), Optional.empty());
        }
        Optional<CallResult.HeldBack> held = breakers.held(plugin.id().slug());
        if (held.isPresent()) {
            return held.get();
        }
        Outcome outcome = invoker.invoke(profile.kind().ofService() ? plugin.service().orElseThrow() : plugin.module(), handler, input, profile);
        if (outcome instanceof Outcome.Tripped tripped) {
            breakers.tripped(tripped.trip()).ifPresent(plugins::deactivate);
        }
        return new CallResult.Ended(outcome);
    }
}
