package dev.tollgate.configuration.internal;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.abi.audit.Verb;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on record who changed which configuration of ours: a file of {@code etc}, a command, an API. What was configured when the audit
 * came first is where it begins; from then on each change is recorded before the components hear of it, or, where it takes the audit's own
 * store away, when there is one again.
 */
final class ConfigurationRecord implements SynchronousConfigurationListener {
    /** Nobody says who wrote a file. */
    static final String BY = "configuration";
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationRecord.class);
    private static final int MOST_WAITING = 1_000;

    private final ConfiguredValues values;
    private final Clock clock;
    private final Deque<Decision> waiting = new ArrayDeque<>();
    /** As it may be shown, by PID. */
    private final Map<String, Map<String, ShownValue>> configured = new HashMap<>();
    private Optional<Audit> audit = Optional.empty();
    private boolean begun;

    ConfigurationRecord(ConfiguredValues values, Clock clock) {
        this.values = values;
        this.clock = clock;
    }

    /** There is an audit, for the first time or again. */
    synchronized void add(Audit added) {
        audit = Optional.of(added);
        if (!begun) {
            begun = true;
            configured.putAll(values.all());
        }
        write();
    }

    synchronized void remove(Audit gone) {
        audit = audit.filter(present -> present != gone);
    }

    @Override
    public synchronized void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        boolean deleted = event.getType() == ConfigurationEvent.CM_DELETED;
        if (!begun || !ConfiguredValues.isOurs(pid) || !deleted && event.getType() != ConfigurationEvent.CM_UPDATED) {
            return;
        }
        Map<String, ShownValue> before = configured.getOrDefault(pid, Map.of());
        Map<String, ShownValue> after = deleted ? Map.of() : values.of(pid);
        TreeSet<String> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(key -> before.containsKey(key) && before.get(key).equals(after.get(key)));
        configured.put(pid, after);
        if (!changed.isEmpty()) {
            waiting.add(new Decision(clock.instant(), BY, deleted ? Verb.CONFIGURATION_UNSET : Verb.CONFIGURATION_SET, Optional.empty(), pid,
                    text(before, changed), text(after, changed)));
            write();
        }
    }

    private void write() {
        try {
            while (audit.isPresent() && !waiting.isEmpty()) {
                audit.get().record(waiting.peek());
                waiting.remove();
            }
        } catch (RuntimeException unrecorded) {
            LOG.warn("{} changes of the configuration are not in the audit yet: {}", waiting.size(), unrecorded.getMessage());
        }
        while (waiting.size() > MOST_WAITING) {
            LOG.error("a change of the configuration is not in the audit, which is not there: {}", waiting.remove());
        }
    }

    private static Optional<String> text(Map<String, ShownValue> values, TreeSet<String> keys) {
        Map<String, String> shown = new TreeMap<>();
        keys.stream().filter(values::containsKey).forEach(key -> shown.put(SettingDefinition.shown(key), values.get(key).text()));
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown.toString());
    }
}
