package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void theFileOfTheConfigurationSaysTheDefaults() throws Exception {
        Properties file = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("../../../config/" + HttpSettings.PID + ".cfg"))) {
            file.load(in);
        }
        Map<String, String> defaults = new HashMap<>();
        for (Method setting : HttpSettings.class.getDeclaredMethods()) {
            if (setting.getReturnType() == int.class) {
                defaults.put(setting.getName().replace('_', '.'), setting.getDefaultValue().toString());
            }
        }
        assertThat(file).isEqualTo(defaults);
    }

    @Test
    void theDefaultsAreThoseOfTheIssue() {
        Bounds bounds = Bounds.of(settings(Map.of()));
        assertThat(bounds.responseBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(bounds.time()).hasSeconds(30);
        assertThat(settings(Map.of()).open_addresses()).isEmpty();
    }

    @Test
    void aSettingThatIsNotAllowedIsRefusedByItsName() {
        for (String key : new String[] {"response_bytes", "header_bytes", "header_count", "connect_ms", "time_ms", "memory_mb"}) {
            assertThatThrownBy(() -> Bounds.of(settings(Map.of(key, 0)))).hasMessageContaining(HttpSettings.PID + ": " + key.replace('_', '.'));
        }
        for (String range : new String[] {"10.0.0.0", "10.0.0.0/33", "10/8", "10.0.0.0/-1", "example.com/8", "::/129", "10.0.0.0/8 fd00::/8", "010.0.0.0/8"}) {
            assertThatThrownBy(() -> HttpCapability.ranges(range)).as(range).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(HttpSettings.PID + ": open.addresses: ");
        }
        assertThat(HttpCapability.ranges("10.0.0.0/8, fd00::/8,", "192.168.1.0/24")).hasSize(3);
    }

    /** The annotation as the component runtime would make it. */
    private static HttpSettings settings(Map<String, Object> values) {
        return (HttpSettings) Proxy.newProxyInstance(HttpSettings.class.getClassLoader(), new Class<?>[] {HttpSettings.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
