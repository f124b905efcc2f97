package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.HostRequests;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Tells the commands who carries them out. Who does may need the ingress itself, as a source of events does that can be answered, and the
 * ingress needs the commands: so those are there first, and need nobody.
 */
@Component(service = {}, immediate = true)
public final class OutputProviders {
    private final OutputCommands commands;
    private final RequestCommand requests;

    @Activate
    public OutputProviders(@Reference OutputCommands commands, @Reference RequestCommand requests) {
        this.commands = commands;
        this.requests = requests;
    }

    @Reference(service = OutputTarget.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE,
            updated = "addTarget")
    void addTarget(OutputTarget target, Map<String, Object> properties) {
        commands.add(target, properties);
    }

    void removeTarget(OutputTarget target, Map<String, Object> properties) {
        commands.remove(properties);
    }

    @Reference(service = HostRequests.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE,
            updated = "addApplication")
    void addApplication(HostRequests application, Map<String, Object> properties) {
        requests.add(application, properties);
    }

    void removeApplication(HostRequests application, Map<String, Object> properties) {
        requests.remove(properties);
    }
}
