package dev.tollgate.health.internal;

import dev.tollgate.configuration.ConfigurationFaults;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether everything that is configured is in force. What is refused is a warning: what stands in for it works. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate configuration", "hc.tags=tollgate"})
public final class ConfigurationFaultsCheck extends HostCheck {
    @Activate
    public ConfigurationFaultsCheck(@Reference Host host) {
        super(host, "everything that is configured is in force");
    }

    @Override
    void look(Findings findings) {
        host.ask(ConfigurationFaults.class, findings, faults -> faults.present().forEach(fault -> findings.warn(fault.text())));
    }
}
