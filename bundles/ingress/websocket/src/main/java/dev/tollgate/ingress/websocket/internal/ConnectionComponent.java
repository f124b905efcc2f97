package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.configuration.RefusedConfigurationException;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.Services;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** A connection for each configuration; a changed one is closed and made again. */
@Component(service = {}, immediate = true, configurationPid = ConnectionSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConnectionSettings.class, factory = true)
public final class ConnectionComponent {
    private final Connections connections;
    private final Connection connection;

    @Activate
    public ConnectionComponent(@Reference Connections connections, @Reference Ingress ingress, @Reference Services services,
            ConnectionSettings settings, Map<String, Object> properties) {
        RefusedConfigurationException.throwIfRefused(properties);
        Terms terms = Terms.of(String.valueOf(properties.get(Constants.SERVICE_PID)), settings);
        this.connections = connections;
        this.connection = connections.add(terms, ingress,
                () -> services.get(terms.slug()).filter(service -> service.state() == ServiceState.RUNNING).isPresent());
    }

    @Deactivate
    void close() {
        connections.remove(connection);
    }
}
