package dev.tollgate.configuration;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The configurations that are refused now. */
@ProviderType
public interface ConfigurationFaults {
    /** By PID and key; empty where everything that is configured is in force. */
    List<ConfigurationFault> present();
}
