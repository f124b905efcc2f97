package dev.tollgate.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Path PAGE = Path.of("../../docs/METRICS.md");
    private static final Path CONFIG = Path.of("../../config/dev.tollgate.metrics.cfg");

    @Test
    void thePageDescribesEveryMetricAndNoOther() throws IOException {
        List<String> metrics = new Bed(10).registry.metrics().scrape().stream().map(DocumentationTest::name).sorted().toList();
        List<String> described = Pattern.compile("(?m)^\\| `(tollgate_[a-z_]+)` \\|").matcher(Files.readString(PAGE)).results()
                .map(match -> match.group(1)).sorted().toList();
        assertThat(described).containsExactlyElementsOf(metrics);
    }

    @Test
    void theConfigurationFileHasTheDefaults() throws Exception {
        String file = Files.readString(CONFIG);
        assertThat(file).contains("\naccess = " + MetricsSettings.class.getMethod("access").getDefaultValue() + "\n");
        assertThat(file).contains("\nplugins.most = " + MetricsSettings.class.getMethod("plugins_most").getDefaultValue() + "\n");
    }

    private static String name(MetricSnapshot metric) {
        return metric.getMetadata().getPrometheusName() + (metric instanceof CounterSnapshot ? "_total" : "");
    }
}
