package dev.tollgate.health.internal;

import dev.tollgate.lifecycle.Plugins;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether what was active when the server stopped is loaded again: until then hooks leave plugins out. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate plugins restored", "hc.tags=tollgate", "hc.tags=readiness"})
public final class RestoredCheck extends HostCheck {
    @Activate
    public RestoredCheck(@Reference Host host) {
        super(host, "every plugin that was active is loaded, or could not be at a first attempt");
    }

    @Override
    void look(Findings findings) {
        host.ask(Plugins.class, findings, plugins -> {
            if (!plugins.restored()) {
                findings.passing("plugins that were active are being loaded; it passes by itself");
            }
        });
    }
}
