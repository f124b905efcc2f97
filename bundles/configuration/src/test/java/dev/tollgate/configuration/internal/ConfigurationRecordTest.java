package dev.tollgate.configuration.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.abi.audit.AuditException;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.abi.audit.Verb;
import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.configuration.Validated.Refused;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

/** Which changes of the configuration are on record, and how. */
class ConfigurationRecordTest {
    private static final String PID = "dev.tollgate.fields";
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private final Map<String, Map<String, Object>> configured = new TreeMap<>();
    private final List<Decision> recorded = new ArrayList<>();
    private boolean away;
    private final Audit audit = new ListAudit();
    private final ConfigurationRecord record = new ConfigurationRecord(new ConfiguredValues(() -> Optional.of(admin()), ConfigurationRecordTest::known),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aChangeIsOnRecordWithTheKeysThatAreOtherNow() {
        configured.put(PID, Map.of("least", "5", "mode", "fast", "service.pid", PID));
        record.add(audit);
        change(PID, Map.of("least", "7", "mode", "fast", "on", "true", "service.pid", PID, "felix.fileinstall.filename", "file:/etc/x"));
        assertThat(recorded).containsExactly(decision(Verb.CONFIGURATION_SET, "{least=5}", "{least=7, on=true}"));
        change(PID, configured.get(PID));
        assertThat(recorded).as("nothing is other now").hasSize(1);
    }

    @Test
    void whatTheServerStartsWithIsNoChange() {
        change(PID, Map.of("least", "5"));
        record.add(audit);
        assertThat(recorded).isEmpty();
        change(PID, Map.of("least", "6"));
        assertThat(recorded).containsExactly(decision(Verb.CONFIGURATION_SET, "{least=5}", "{least=6}"));
    }

    @Test
    void aConfigurationThatComesOrGoesIsOnRecord() {
        record.add(audit);
        change(PID, Map.of("least", "5"));
        configured.remove(PID);
        record.configurationEvent(event(ConfigurationEvent.CM_DELETED, PID));
        assertThat(recorded).containsExactly(decision(Verb.CONFIGURATION_SET, null, "{least=5}"), decision(Verb.CONFIGURATION_UNSET, "{least=5}", null));
    }

    @Test
    void noPasswordIsShownAndThatItChangedIs() {
        record.add(audit);
        change(PID, Map.of("pass.word", "hunter2", "api.token", "hunter2", "url", "jdbc:postgresql://me:hunter2@db/x", "other.url", "jdbc:x?password=hunter2"));
        change(PID, Map.of("pass.word", "hunter3", "api.token", "hunter2", "url", "jdbc:postgresql://me:hunter2@db/x", "other.url", "jdbc:x?password=hunter2"));
        assertThat(recorded).hasSize(2).last().isEqualTo(decision(Verb.CONFIGURATION_SET, "{pass.word=(hidden)}", "{pass.word=(hidden)}"));
        assertThat(recorded.toString()).doesNotContain("hunter");
    }

    @Test
    void othersConfigurationsAreNotOurs() {
        record.add(audit);
        change("org.apache.karaf.log", Map.of("level", "INFO"));
        assertThat(recorded).isEmpty();
    }

    @Test
    void aChangeThatTakesTheAuditAwayIsOnRecordWhenItIsThereAgain() {
        record.add(audit);
        away = true;
        change(PID, Map.of("least", "5"));
        record.remove(audit);
        change(PID, Map.of("least", "6"));
        assertThat(recorded).isEmpty();
        away = false;
        record.add(audit);
        assertThat(recorded).extracting(Decision::after).containsExactly(Optional.of("{least=5}"), Optional.of("{least=6}"));
    }

    @Test
    void aLongValueIsCutAndMadePlain() {
        record.add(audit);
        change(PID, Map.of("names", "x\r\n" + "y".repeat(5_000)));
        assertThat(recorded.get(0).after().orElseThrow()).hasSizeLessThan(200).doesNotContain("\n").doesNotContain("\r");
    }

    private void change(String pid, Map<String, Object> values) {
        configured.put(pid, values);
        record.configurationEvent(event(ConfigurationEvent.CM_UPDATED, pid));
    }

    private static Decision decision(Verb verb, String before, String after) {
        return new Decision(NOW, "configuration", verb, Optional.empty(), PID, Optional.ofNullable(before), Optional.ofNullable(after));
    }

    private static ConfigurationEvent event(int type, String pid) {
        ServiceReference<ConfigurationAdmin> reference = proxy(ServiceReference.class, Map.of());
        return new ConfigurationEvent(reference, type, null, pid);
    }

    private static Optional<Known> known(String pid) {
        return pid.equals(PID) ? Optional.of(new Known(DefinitionReader.read(new ByteArrayInputStream(Fields.XML.getBytes(UTF_8))).get(0),
                new ConfigurationCheck.Any(), Refused.DEFAULTS)) : Optional.empty();
    }

    private ConfigurationAdmin admin() {
        Configuration[] all = configured.entrySet().stream().map(each -> ConfigurationRecordTest.<Configuration>proxy(Configuration.class,
                Map.of("getPid", each.getKey(), "getProperties", new Hashtable<>(each.getValue())))).toArray(Configuration[]::new);
        return proxy(ConfigurationAdmin.class, Map.of("listConfigurations", all));
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<?> type, Map<String, Object> answers) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answers.get(method.getName()));
    }

    private final class ListAudit implements Audit {
        @Override
        public void record(Decision decision) {
            if (away) {
                throw new AuditException("the store is away", null);
            }
            recorded.add(decision);
        }

        @Override
        public List<AuditRecord> read(AuditFilter filter) {
            return List.of();
        }

        @Override
        public List<AuditCheck> verify() {
            return List.of();
        }
    }
}
