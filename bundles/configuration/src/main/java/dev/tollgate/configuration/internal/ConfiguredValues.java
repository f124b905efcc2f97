package dev.tollgate.configuration.internal;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What Config Admin has of ours, as it was configured, without what it and others add. */
record ConfiguredValues(Supplier<Optional<ConfigurationAdmin>> admin, Function<String, Optional<Known>> definitions) {
    private static final String OURS = "dev.tollgate.";

    static boolean isOurs(String pid) {
        return pid.startsWith(OURS);
    }

    /** By PID. */
    Map<String, Map<String, ShownValue>> all() {
        return matching("(service.pid=" + OURS + "*)");
    }

    Map<String, ShownValue> of(String pid) {
        return matching("(service.pid=" + pid.replaceAll("[\\\\*()]", "\\\\$0") + ")").getOrDefault(pid, Map.of());
    }

    private Map<String, Map<String, ShownValue>> matching(String filter) {
        Map<String, Map<String, ShownValue>> found = new HashMap<>();
        try {
            Configuration[] listed = admin.get().isPresent() ? admin.get().get().listConfigurations(filter) : null;
            for (Configuration configuration : listed == null ? new Configuration[0] : listed) {
                found.put(configuration.getPid(), values(configuration));
            }
            return found;
        } catch (IOException | InvalidSyntaxException unreadable) {
            throw new IllegalStateException("the configurations cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private Map<String, ShownValue> values(Configuration configuration) {
        String factory = configuration.getFactoryPid();
        Optional<Definition> definition = definitions.apply(factory == null ? configuration.getPid() : factory).map(Known::definition);
        Dictionary<String, Object> properties = configuration.getProperties();
        Map<String, ShownValue> values = new HashMap<>();
        if (properties != null) {
            Collections.list(properties.keys()).stream().filter(key -> !Reading.isAdded(key)).forEach(key ->
                    values.put(key, ShownValue.of(key, properties.get(key), definition.flatMap(known -> known.setting(key)))));
        }
        return values;
    }
}
