package dev.tollgate.health.internal;

import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether each plugin that should run does. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate plugins", "hc.tags=tollgate"})
public final class PluginsCheck extends HostCheck {
    @Activate
    public PluginsCheck(@Reference Host host) {
        super(host, "every plugin that should run does");
    }

    @Override
    void look(Findings findings) {
        host.ask(Plugins.class, findings, plugins -> plugins.list().forEach(plugin -> look(plugin, findings)));
    }

    private static void look(PluginView plugin, Findings findings) {
        String slug = plugin.current().slug();
        String why = plugin.reason().map(reason -> ": " + reason).orElse("");
        switch (plugin.state()) {
            case FAILED -> findings.red(slug + " failed" + why + "; mend it, then tollgate:activate " + slug);
            case WAITING -> findings.warn(slug + " waits" + why);
            case ACTIVE -> plugin.reason().ifPresent(reason -> findings.warn(slug + " is active, but " + reason));
            case INSTALLED, INACTIVE, DEGRADED, REMOVING -> { }
        }
    }
}
