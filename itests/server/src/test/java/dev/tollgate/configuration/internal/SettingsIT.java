package dev.tollgate.configuration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting of every PID says what it is, and takes nothing else. */
class SettingsIT {
    static Stream<Named<Definition>> pids() throws IOException {
        return Distribution.definitions().stream().map(definition -> Named.of(definition.pid(), definition));
    }

    @ParameterizedTest
    @MethodSource("pids")
    void eachIsDescribedAndEachNumberHasBoundsThatItsDefaultIsWithin(Definition definition) {
        assertThat(definition.description()).isNotBlank();
        for (SettingDefinition setting : definition.settings()) {
            assertThat(setting.name()).as(setting.key()).isNotBlank();
            assertThat(setting.description()).as(setting.key()).isNotBlank();
            if (setting.type().isNumber() && setting.options().isEmpty()) {
                assertThat(setting.least().isPresent() && setting.most().isPresent()).as("bounds of " + setting.key()).isTrue();
            }
            setting.defaultValue();
        }
    }

    @ParameterizedTest
    @MethodSource("pids")
    void whatIsOfAnotherTypeOrOutOfBoundsIsRefused(Definition definition) {
        for (SettingDefinition setting : definition.settings()) {
            for (String bad : bad(setting)) {
                assertThat(Reading.of(definition, Map.of(setting.key(), bad)).wrong().get(setting.key())).as(setting.key() + " = " + bad)
                        .endsWith("allowed is " + setting.allowed());
            }
            for (String good : good(setting)) {
                assertThat(Reading.of(definition, Map.of(setting.key(), good)).wrong()).as(good).doesNotContainKey(setting.key());
            }
        }
        assertThat(Reading.of(definition, Map.of("no.such.key", "x")).wrong()).containsKey("no.such.key");
    }

    private static List<String> bad(SettingDefinition setting) {
        List<String> bad = new ArrayList<>();
        if (setting.type() == ValueType.BOOLEAN || setting.type().isNumber() || !setting.options().isEmpty()) {
            bad.add("no such value");
        }
        setting.least().ifPresent(least -> bad.add(Long.toString(least - 1)));
        setting.most().ifPresent(most -> bad.add(Long.toString(most + 1)));
        return bad;
    }

    private static List<String> good(SettingDefinition setting) {
        List<String> good = new ArrayList<>(setting.options());
        setting.least().ifPresent(least -> good.add(Long.toString(least)));
        setting.most().ifPresent(most -> good.add(Long.toString(most)));
        return good;
    }

    @ParameterizedTest
    @MethodSource("pids")
    void theFileSaysTheDefaults(Definition definition) throws IOException {
        Properties file = new Properties();
        file.load(new StringReader(Distribution.file(definition)));
        for (SettingDefinition setting : definition.settings()) {
            String inFile = file.getProperty(setting.key());
            String byDefault = setting.byDefault().orElse("");
            if (inFile != null && !byDefault.isEmpty()) {
                assertThat(inFile.strip()).as(setting.key()).isEqualTo(byDefault);
            } else if (inFile != null) {
                assertThat(definition.factory()).as(setting.key() + " is set in the file and has no default").isTrue();
            } else {
                assertThat(byDefault.isEmpty() || setting.key().endsWith(".target"))
                        .as(setting.key() + " is not in the file, where its default is to be seen").isTrue();
            }
        }
        assertThat(file.stringPropertyNames()).isSubsetOf(definition.keys());
    }
}
