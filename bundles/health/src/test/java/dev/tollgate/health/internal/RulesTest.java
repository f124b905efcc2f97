package dev.tollgate.health.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void theDefaultsAreThoseOfTheConfiguration() {
        assertThat(HealthRules.of(Settings.of())).isEqualTo(HealthRules.DEFAULT);
    }

    @Test
    void aMistakeNamesTheConfigurationAndItsKey() {
        for (Object[] wrong : new Object[][] {{"path", "health"}, {"path", "/"}, {"path", "/health/"}, {"path", "/*"}, {"token.file", "relative"},
            {"queue.depth.warn", 0}, {"queue.depth.red", 9_999}, {"queue.age.warn.s", 0}, {"queue.age.red.s", 299}, {"unhandled.s", -1},
            {"schedules.late.s", 9}, {"schedules.skipped.s", 0}, {"memory.warn.percent", 101}, {"memory.refused.s", 0}}) {
            assertThatThrownBy(() -> HealthRules.of(Settings.of(wrong[0].toString().replace('.', '_'), wrong[1]))).as("%s", wrong[0])
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("dev.tollgate.health: " + wrong[0] + ": ");
        }
    }

    @Test
    void aConfigurationThatIsWrongLeavesWhatWasSet() {
        Rules rules = Settings.rules("queue_depth_warn", 7);
        AtomicInteger told = new AtomicInteger();
        rules.listen(told::incrementAndGet);
        rules.change(Settings.of("queue_depth_warn", 0, "path", "/else"));
        assertThat(rules.now().depth().warn()).isEqualTo(7);
        assertThat(rules.now().path()).isEqualTo("/health");
        assertThat(told).hasValue(1);
        rules.change(Settings.of("path", "/else"));
        assertThat(rules.now().path()).isEqualTo("/else");
        assertThat(told).hasValue(2);
        assertThat(Settings.rules("memory_warn_percent", 0).now()).as("wrong from the start").isEqualTo(HealthRules.DEFAULT);
    }

    @Test
    void theFileSaysTheDefaultsAndHasEachKey() throws Exception {
        String file = Files.readString(Path.of("../../config/" + HealthSettings.PID + ".cfg"));
        Map<String, String> keys = new HashMap<>();
        Pattern.compile("(?m)^(?:# )?([a-z][a-z.]*) = (.*)$").matcher(file).results().forEach(line -> keys.put(line.group(1), line.group(2)));
        Map<String, String> defaults = new HashMap<>();
        for (Method setting : HealthSettings.class.getDeclaredMethods()) {
            String key = setting.getName().replace('_', '.');
            defaults.put(key, setting.getDefaultValue() == null ? keys.get(key) : setting.getDefaultValue().toString());
        }
        assertThat(keys).isEqualTo(defaults);
    }
}
