package dev.tollgate.tracing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TracingOptionsTest {
    @Test
    void theDefaultsTraceNothing() {
        assertThat(options(Map.of()).exporter()).isEqualTo(TracingOptions.Exporter.NONE);
        assertThat(options(Map.of("exporter", "otlp")).exporter()).isEqualTo(TracingOptions.Exporter.OTLP);
    }

    @Test
    void whatIsWrongIsSaidWithItsKey() {
        refused("endpoint", "endpoint", "localhost:4318");
        refused("endpoint", "endpoint", "file:///etc/passwd");
        refused("endpoint", "endpoint", "http://a:b@localhost/v1/traces");
        refused("endpoint", "endpoint", "http://local host/");
        refused("service_name", "service.name", "a\nb");
    }

    @Test
    void theConfigurationFileHasTheDefaults() throws Exception {
        Properties file = new Properties();
        try (var in = Files.newBufferedReader(Path.of("../../config/dev.tollgate.tracing.cfg"))) {
            file.load(in);
        }
        for (Method setting : TracingSettings.class.getDeclaredMethods()) {
            assertThat(file.getProperty(setting.getName().replace('_', '.'))).as(setting.getName()).isEqualTo(String.valueOf(setting.getDefaultValue()));
        }
        assertThat(file).hasSize(TracingSettings.class.getDeclaredMethods().length);
    }

    private static void refused(String method, String key, Object value) {
        assertThatThrownBy(() -> options(Map.of(method, value))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("dev.tollgate.tracing: " + key + " is '").hasMessageContaining("allowed is");
    }

    private static TracingOptions options(Map<String, Object> set) {
        return TracingOptions.of((TracingSettings) Proxy.newProxyInstance(TracingSettings.class.getClassLoader(),
                new Class<?>[] {TracingSettings.class, Annotation.class},
                (proxy, method, args) -> set.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
