package dev.tollgate.health.internal;

import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.util.EnumSet;
import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether somebody provides each capability that plugins hold. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate capability providers", "hc.tags=tollgate"})
public final class ProvidersCheck extends HostCheck {
    private static final Set<PluginState> ON = EnumSet.of(PluginState.ACTIVE, PluginState.WAITING, PluginState.DEGRADED);

    @Activate
    public ProvidersCheck(@Reference Host host) {
        super(host, "every capability that an active plugin was granted is provided");
    }

    @Override
    void look(Findings findings) {
        host.ask(Plugins.class, findings, plugins -> {
            for (PluginView plugin : plugins.list()) {
                if (ON.contains(plugin.state())) {
                    plugin.capabilities().forEach(capability -> look(plugin.current().slug(), capability, findings));
                }
            }
        });
    }

    private static void look(String slug, CapabilityStatus capability, Findings findings) {
        if (capability.provided() || capability.decision() != Decision.GRANTED) {
            return;
        }
        String mend = ", which no bundle provides; install or start one that does, or tollgate:deactivate " + slug;
        if (capability.optional()) {
            findings.warn(slug + " does without the capability " + capability.name() + mend);
        } else {
            findings.red(slug + " waits for the capability " + capability.name() + mend);
        }
    }
}
