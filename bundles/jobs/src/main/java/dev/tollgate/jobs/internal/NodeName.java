package dev.tollgate.jobs.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.security.SecureRandom;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What this node is called in the run log and in the queues of jobs for single nodes: as configured, or made up at each start.
 * Two nodes that share a store have different names.
 */
@Component(service = NodeName.class, configurationPid = EngineSettings.PID)
public final class NodeName {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");
    private static final String KEY = "node";

    private final String value;

    /** The name, which metatype takes for text. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            new NodeName(values.as(JobsConfiguration.class).node().trim());
        }
    }

    @Activate
    public NodeName(Map<String, Object> configuration) {
        this(String.valueOf(configuration.getOrDefault(KEY, "")).trim());
    }

    /** @param configured empty for a name that nobody else has */
    public NodeName(String configured) {
        if (!configured.isEmpty() && !SHAPE.matcher(configured).matches()) {
            throw new BadSettingException("configuration " + EngineSettings.PID + ": " + KEY + " is '" + configured
                    + "', allowed are letters, digits, '.', '_' and '-', at most 63; correct it, or remove it to get a made-up name");
        }
        this.value = configured.isEmpty() ? "node-" + Integer.toHexString(new SecureRandom().nextInt()) : configured;
    }

    public String value() {
        return value;
    }
}
