package dev.tollgate.health.internal;

import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether plugins trip over their limits so often that they are not called. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate breakers", "hc.tags=tollgate"})
public final class BreakersCheck extends HostCheck {
    @Activate
    public BreakersCheck(@Reference Host host) {
        super(host, "no plugin is held back because it tripped too often");
    }

    @Override
    void look(Findings findings) {
        host.ask(Plugins.class, findings, plugins -> plugins.list().forEach(plugin -> look(plugin, findings)));
    }

    private static void look(PluginView plugin, Findings findings) {
        String slug = plugin.current().slug();
        BreakerStatus breaker = plugin.breaker();
        String trips = "tollgate:trips " + slug + " shows over what";
        switch (breaker.state()) {
            case OUT -> findings.red(slug + " was deactivated by the host, because it tripped too often; " + trips
                    + ", then tollgate:breaker reset " + slug);
            case DEGRADED -> findings.warn(slug + " is not called" + breaker.until().map(until -> " until " + until).orElse("")
                    + ", because it tripped too often (" + breaker.cycles() + " of " + breaker.rule().cycles()
                    + " times; after the last it is deactivated); " + trips);
            case CLOSED -> { }
        }
    }
}
