package dev.tollgate.configuration.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.configuration.ConfigurationFault;
import dev.tollgate.configuration.ConfigurationFault.InForce;
import dev.tollgate.configuration.RefusedConfigurationException;
import dev.tollgate.configuration.Validated.Refused;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

/** What a component is handed when its configuration is right, and when it is not. */
class CheckedConfigurationsTest {
    private static final String PID = "dev.tollgate.fields";
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private boolean factory;
    private ConfigurationCheck check = new Fields.Check();
    private Refused refused = Refused.DEFAULTS;
    private final CheckedConfigurations checked = new CheckedConfigurations(this::known, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whatIsRightIsHandedOnAsWhatItStandsFor() {
        assertThat(handed(Map.of("least", " 7", "mode", "fast"))).isEqualTo(Map.of("service.pid", PID, "least", 7, "mode", "fast"));
        assertThat(checked.present()).isEmpty();
    }

    @Test
    void aBadValueKeepsTheFormerConfigurationUntilItIsMended() {
        handed(Map.of("least", "7", "mode", "fast"));
        assertThat(handed(Map.of("least", "7x", "mode", "slow", "felix.fileinstall.filename", "file:/etc/fields.cfg")))
                .isEqualTo(Map.of("service.pid", PID, "least", 7, "mode", "fast"));
        assertThat(checked.present()).containsExactly(new ConfigurationFault(PID, Optional.of("/etc/fields.cfg"), "least",
                "least is '7x', allowed is a whole number from 1 to 100", InForce.FORMER, NOW));
        assertThat(checked.present().get(0).text()).isEqualTo("configuration dev.tollgate.fields (/etc/fields.cfg): least is '7x', allowed is a whole"
                + " number from 1 to 100; the values before it stay in force; correct it, it is read again at once");

        assertThat(handed(Map.of("least", "8"))).isEqualTo(Map.of("service.pid", PID, "least", 8));
        assertThat(checked.present()).isEmpty();
    }

    @Test
    void valuesThatDoNotGoTogetherAreRefusedLikeOneThatIsOutOfBounds() {
        handed(Map.of("least", "7"));
        assertThat(handed(Map.of("least", "50"))).containsEntry("least", 7);
        assertThat(checked.present()).singleElement().satisfies(fault -> assertThat(fault.problem()).isEqualTo("least is 50, allowed is up to most, 10"));
    }

    @Test
    void whatACheckBreaksOverIsRefused() {
        handed(Map.of("least", "7"));
        check = values -> {
            throw new IllegalStateException("a mistake of the check's");
        };
        assertThat(handed(Map.of("least", "6"))).containsEntry("least", 7);
        assertThat(checked.present()).singleElement().satisfies(fault -> assertThat(fault.problem()).contains("a mistake of the check's"));
    }

    @Test
    void aServerThatStartsWithABadValueHasTheDefaultOfThatKey() {
        assertThat(handed(Map.of("least", "7", "most", "x", "unknown", "y"))).isEqualTo(Map.of("service.pid", PID, "least", 7));
        assertThat(checked.present()).hasSize(2).allSatisfy(fault -> assertThat(fault.inForce()).isEqualTo(InForce.DEFAULTS));
    }

    @Test
    void whatMustNeverBeOffHasAllDefaultsWhereItsValuesDoNotGoTogether() {
        refused = Refused.ALL_DEFAULTS;
        assertThat(handed(Map.of("least", "50", "mode", "fast"))).isEqualTo(Map.of("service.pid", PID));
        assertThat(checked.present()).singleElement().satisfies(fault -> assertThat(fault.inForce()).isEqualTo(InForce.DEFAULTS));
        assertThat(handed(Map.of("least", "50", "on", "x"))).as("a wrong key, and the others do not go together").isEqualTo(Map.of("service.pid", PID));
        assertThat(handed(Map.of("least", "7", "on", "x"))).as("only a wrong key").isEqualTo(Map.of("service.pid", PID, "least", 7));
        handed(Map.of("least", "8"));
        assertThat(handed(Map.of("least", "50"))).as("what was before").isEqualTo(Map.of("service.pid", PID, "least", 8));
    }

    @Test
    void noDefaultStandsInForWhatGuardsSomething() {
        refused = Refused.OFF;
        Map<String, Object> handed = handed(Map.of("least", "x"));
        assertThatThrownBy(() -> RefusedConfigurationException.throwIfRefused(handed))
                .hasMessageContaining("least is 'x'").hasMessageContaining("what it configures is off")
                .satisfies(exception -> assertThat(exception.getStackTrace()).isEmpty());
        handed(Map.of("least", "5"));
        RefusedConfigurationException.throwIfRefused(handed(Map.of("least", "x")));
    }

    @Test
    void oneOfManyIsOffRatherThanHalfOfIt() {
        factory = true;
        assertThat(handed(Map.of("least", "x"))).containsKey(RefusedConfigurationException.KEY);
    }

    @Test
    void whoClosesItselfSeesWhatIsRefused() {
        refused = Refused.CLOSED;
        handed(Map.of("least", "7"));
        assertThat(handed(Map.of("least", "x"))).isEqualTo(Map.of("service.pid", PID, "least", "x"));
        assertThat(checked.present()).hasSize(1);
    }

    @Test
    void aConfigurationThatIsGoneIsForgotten() {
        handed(Map.of("least", "7"));
        handed(Map.of("least", "x"));
        checked.configurationEvent(new ConfigurationEvent(new NoReference(), ConfigurationEvent.CM_DELETED, null, PID));
        assertThat(checked.present()).isEmpty();
        assertThat(handed(Map.of("least", "x"))).isEqualTo(Map.of("service.pid", PID));
    }

    @Test
    void whatIsNotOursIsLeftAlone() {
        Hashtable<String, Object> others = new Hashtable<>(Map.of("service.pid", "com.example", "least", "x"));
        checked.modifyConfiguration(null, others);
        assertThat(others).containsEntry("least", "x");
        assertThat(checked.present()).isEmpty();
    }

    private Map<String, Object> handed(Map<String, ?> configured) {
        Hashtable<String, Object> properties = new Hashtable<>(configured);
        properties.put("service.pid", factory ? PID + "~one" : PID);
        if (factory) {
            properties.put("service.factoryPid", PID);
        }
        checked.modifyConfiguration(null, properties);
        return new HashMap<>(properties);
    }

    private Optional<Known> known(String pid) {
        assertThat(pid).isEqualTo(PID);
        String xml = factory ? Fields.XML.replace("<Designate pid", "<Designate factoryPid") : Fields.XML;
        return Optional.of(new Known(DefinitionReader.read(new ByteArrayInputStream(xml.getBytes(UTF_8))).get(0), check, refused));
    }

    /** An event has to come from somewhere. */
    private static final class NoReference implements ServiceReference<ConfigurationAdmin> {
        @Override
        public Object getProperty(String key) {
            return null;
        }

        @Override
        public String[] getPropertyKeys() {
            return new String[0];
        }

        @Override
        public Bundle getBundle() {
            return null;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return null;
        }

        @Override
        public boolean isAssignableTo(Bundle bundle, String className) {
            return true;
        }

        @Override
        public int compareTo(Object other) {
            return 0;
        }

        @Override
        public java.util.Dictionary<String, Object> getProperties() {
            return new Hashtable<>();
        }

        @Override
        public <A> A adapt(Class<A> type) {
            return null;
        }
    }
}
