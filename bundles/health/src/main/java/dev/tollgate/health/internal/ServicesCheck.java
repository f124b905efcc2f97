package dev.tollgate.health.internal;

import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the services of plugins run; one that an administrator stopped may stand. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate services", "hc.tags=tollgate"})
public final class ServicesCheck extends HostCheck {
    @Activate
    public ServicesCheck(@Reference Host host) {
        super(host, "no service has failed");
    }

    @Override
    void look(Findings findings) {
        host.ask(Services.class, findings, services -> services.list().stream().filter(service -> service.state() == ServiceState.FAILED)
                .forEach(service -> failed(service, findings)));
    }

    private static void failed(ServiceView service, Findings findings) {
        String slug = service.plugin().slug();
        findings.red("the service of " + slug + " failed" + service.reason().map(reason -> ": " + reason).orElse("")
                + service.nextStart().map(next -> "; it is started again at " + next).orElse("; nothing starts it again by itself")
                + ", or at once by tollgate:services start " + slug);
    }
}
