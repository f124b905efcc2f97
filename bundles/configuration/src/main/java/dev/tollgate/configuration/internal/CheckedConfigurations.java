package dev.tollgate.configuration.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.configuration.ConfigurationFault;
import dev.tollgate.configuration.ConfigurationFault.InForce;
import dev.tollgate.configuration.ConfigurationFaults;
import dev.tollgate.configuration.RefusedConfigurationException;
import dev.tollgate.configuration.Validated.Refused;
import java.time.Clock;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between Config Admin and the components: each of them asks for its configuration through the plugins. What is refused is replaced
 * by the last one that was not, so that a component never learns of it. A PID that several components share is asked for by each of them,
 * and one answer is reported once.
 */
final class CheckedConfigurations implements ConfigurationPlugin, SynchronousConfigurationListener, ConfigurationFaults {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedConfigurations.class);
    private static final String OURS = "dev.tollgate.";
    private static final String FILE = "felix.fileinstall.filename";

    private final Function<String, Optional<Known>> definitions;
    private final Clock clock;
    /** What was taken last, by PID. */
    private final Map<String, Map<String, Object>> taken = new HashMap<>();
    /** What is refused, by PID. */
    private final Map<String, List<ConfigurationFault>> faults = new TreeMap<>();

    CheckedConfigurations(Function<String, Optional<Known>> definitions, Clock clock) {
        this.definitions = definitions;
        this.clock = clock;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        if (pid.startsWith(OURS)) {
            Object factory = properties.get(ConfigurationAdmin.SERVICE_FACTORYPID);
            definitions.apply(factory == null ? pid : factory.toString()).ifPresent(known -> check(known, pid, properties));
        }
    }

    private synchronized void check(Known known, String pid, Dictionary<String, Object> properties) {
        Map<String, Object> configured = new TreeMap<>();
        Collections.list(properties.keys()).forEach(key -> configured.put(key, properties.get(key)));
        Reading reading = Reading.of(known.definition(), configured);
        Map<String, String> wrong = reading.wrong().isEmpty() ? objection(known, reading) : reading.wrong();
        if (wrong.isEmpty()) {
            configured.putAll(reading.typed(known.definition()));
            replace(properties, configured);
            Map<String, Object> before = taken.put(pid, configured);
            if (before != null) {
                known.definition().settings().stream().filter(SettingDefinition::waits).map(SettingDefinition::key)
                        .filter(key -> !Objects.equals(before.get(key), configured.get(key)))
                        .forEach(key -> LOG.warn("configuration {}: the change of {} takes effect at the next start", pid, key));
            }
            if (faults.remove(pid) != null) {
                LOG.info("configuration {} is mended, and in force", pid);
            }
            return;
        }
        InForce inForce = inForce(known, pid, reading);
        List<ConfigurationFault> now = wrong.entrySet().stream().map(each -> new ConfigurationFault(pid,
                Optional.ofNullable(configured.get(FILE)).map(file -> PlainText.of(file.toString().replaceFirst("^file:", ""))),
                PlainText.of(each.getKey()), PlainText.of(each.getValue()), inForce, clock.instant())).toList();
        report(pid, now);
        if (known.refused() == Refused.CLOSED) {
            return;
        }
        switch (inForce) {
            case FORMER -> replace(properties, taken.get(pid));
            case DEFAULTS -> {
                configured.keySet().removeAll(wrong.keySet());
                if (known.refused() == Refused.ALL_DEFAULTS && !objection(known, reading).isEmpty()) {
                    configured.keySet().removeAll(known.definition().keys());
                } else {
                    configured.putAll(reading.typed(known.definition()));
                }
                replace(properties, configured);
            }
            case NOTHING -> properties.put(RefusedConfigurationException.KEY, now.get(0).text());
        }
    }

    private static Map<String, String> objection(Known known, Reading reading) {
        try {
            known.check().check(reading.complete(known.definition()));
            return Map.of();
        } catch (IllegalArgumentException refused) {
            // Said by the component itself where nobody checks before it; here the fault says of what it is.
            String named = "^(configuration )?" + Pattern.quote(known.definition().pid()) + "(~[a-z]*)?: ";
            return Map.of("", String.valueOf(refused.getMessage()).replaceFirst(named, ""));
        } catch (RuntimeException unforeseen) {
            // Config Admin would hand on what nobody has checked.
            return Map.of("", "it could not be checked: " + unforeseen);
        }
    }

    private InForce inForce(Known known, String pid, Reading reading) {
        if (known.refused() == Refused.CLOSED) {
            return InForce.NOTHING;
        }
        if (taken.containsKey(pid)) {
            return InForce.FORMER;
        }
        // Several values that do not go together: which of them to replace is not for a machine to say. And a half of many is no use.
        if (known.refused() == Refused.ALL_DEFAULTS) {
            return InForce.DEFAULTS;
        }
        boolean replaceable = known.refused() == Refused.DEFAULTS && !known.definition().factory() && !reading.wrong().isEmpty();
        return replaceable ? InForce.DEFAULTS : InForce.NOTHING;
    }

    private void report(String pid, List<ConfigurationFault> now) {
        List<ConfigurationFault> before = faults.getOrDefault(pid, List.of());
        if (!before.stream().map(ConfigurationFault::text).toList().equals(now.stream().map(ConfigurationFault::text).toList())) {
            faults.put(pid, now);
            now.forEach(fault -> LOG.error("{}", fault.text()));
        }
    }

    private static void replace(Dictionary<String, Object> properties, Map<String, Object> others) {
        Collections.list(properties.keys()).forEach(properties::remove);
        others.forEach(properties::put);
    }

    /** A configuration that is gone is neither wrong nor in force any more. */
    @Override
    public synchronized void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            taken.remove(event.getPid());
            faults.remove(event.getPid());
        }
    }

    @Override
    public synchronized List<ConfigurationFault> present() {
        return faults.values().stream().flatMap(List::stream).toList();
    }
}
