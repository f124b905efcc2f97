package dev.tollgate.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.abi.settings.ConfigListener;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.StoredSetting;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredConfigValuesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final MemorySettingsStore store = new MemorySettingsStore();
    private final ConfigNews news = new ConfigNews();
    private final ConfigValues values = new StoredConfigValues(store, news, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aValueIsThereAtTheNextReadUntilItIsTakenAway() {
        assertThat(values.get("image-tools", "quality")).isEmpty();
        values.set("image-tools", "quality", "80", "ada");
        assertThat(values.get("image-tools", "quality").orElseThrow().intValue()).isEqualTo(80);
        values.set("image-tools", "quality", " [ 1, {\"a\" : null} ] ", "bob");
        assertThat(values.get("image-tools", "quality").orElseThrow()).hasToString("[1,{\"a\":null}]");
        assertThat(values.list("image-tools")).containsExactly(new Setting("quality", "bob", NOW));

        assertThat(values.remove("image-tools", "quality", "ada")).isTrue();
        assertThat(values.remove("image-tools", "quality", "ada")).isFalse();
        assertThat(values.get("image-tools", "quality")).isEmpty();
    }

    @Test
    void everyWriteIsToldToWhoListensAndToWhoComesLater() {
        List<String> heard = new ArrayList<>();
        ConfigListener listener = heard::add;
        news.add(slug -> {
            throw new IllegalStateException("it fails on purpose");
        });
        news.add(listener);
        values.set("image-tools", "quality", "80", "ada");
        values.remove("image-tools", "quality", "ada");
        values.remove("image-tools", "quality", "ada");
        values.forget("other-tools");
        assertThat(heard).containsExactly("image-tools", "image-tools", "other-tools");
        assertThatThrownBy(() -> values.set("image-tools", "quality", "null", "ada"));
        news.remove(listener);
        values.set("image-tools", "quality", "81", "ada");
        assertThat(heard).hasSize(3);

        List<String> later = new ArrayList<>();
        news.add(later::add);
        assertThat(later).containsExactlyInAnyOrder("image-tools", "other-tools");
    }

    @Test
    void aFractionStaysAsItWasWritten() {
        values.set("image-tools", "gamma", "2.20", "ada");
        values.set("image-tools", "far", "1e999", "ada");

        assertThat(values.get("image-tools", "gamma").orElseThrow()).hasToString("2.20");
        assertThat(values.get("image-tools", "far").orElseThrow()).hasToString("1E+999");
    }

    @Test
    void allOfAPluginsValuesAreReadTogetherAndNobodyElses() {
        values.set("image-tools", "quality", "80", "ada");
        values.set("image-tools", "Mode", "\"fast\"", "ada");
        values.set("other-tools", "quality", "1", "ada");

        assertThat(values.all("image-tools")).hasSize(2).hasEntrySatisfying("Mode", mode -> assertThat(mode.textValue()).isEqualTo("fast"));
        values.forget("image-tools");
        assertThat(values.all("image-tools")).isEmpty();
        assertThat(values.all("other-tools")).hasSize(1);
    }

    @Test
    void whatAReaderChangesIsItsOwn() {
        values.set("image-tools", "sizes", "{\"s\":1}", "ada");
        ((ObjectNode) values.get("image-tools", "sizes").orElseThrow()).put("s", 2);

        assertThat(values.get("image-tools", "sizes").orElseThrow()).hasToString("{\"s\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "hello", "{\"a\":1,\"a\":2}", "1 2", "NaN", "'a'", "[1,]"})
    void whatIsNotOneJsonValueIsRefused(String json) {
        assertThatThrownBy(() -> values.set("image-tools", "quality", json, "ada")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("config value 'quality' is ");
        assertThat(store.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "a/b", "ä", "a\n"})
    void whatIsNoKeyIsRefusedAndNeverFound(String key) {
        assertThatThrownBy(() -> values.set("image-tools", key, "1", "ada")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no name of a config value");
        assertThatThrownBy(() -> values.remove("image-tools", key, "ada")).isInstanceOf(IllegalArgumentException.class);
        assertThat(values.get("image-tools", key)).isEmpty();
    }

    @Test
    void whoseItIsAndWhoDecidesHasToBeNamed() {
        assertThatThrownBy(() -> values.set("../etc", "quality", "1", "ada")).hasMessageContaining("is no slug");
        assertThatThrownBy(() -> values.set("image-tools", "quality", "1", " ")).hasMessageContaining("who decides has to be named");
    }

    @Test
    void aValueHasAtMost64KiBWithoutItsBlanks() {
        String most = '"' + "x".repeat(ConfigValues.MOST_BYTES - 2) + '"';
        values.set("image-tools", "text", most + "  ", "ada");

        assertThatThrownBy(() -> values.set("image-tools", "text", '"' + "x".repeat(ConfigValues.MOST_BYTES - 1) + '"', "ada"))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("config value 'text' has 65537 bytes; it has at most 65536");
        assertThatThrownBy(() -> values.set("image-tools", "text", '"' + "ä".repeat(ConfigValues.MOST_BYTES / 2) + '"', "ada"))
                .hasMessageContaining("has at most 65536");
        assertThatThrownBy(() -> values.set("image-tools", "text", " ".repeat(2 * ConfigValues.MOST_BYTES) + "1", "ada"))
                .hasMessageContaining("at most 65536 bytes");
    }

    @Test
    void aPluginHasAtMostAHundredAndMayStillChangeThem() {
        for (int i = 0; i < ConfigValues.MOST; i++) {
            store.rows.add(new StoredSetting("image-tools", SettingKind.CONFIG, "k" + i, new byte[] {'1'}, "ada", NOW));
        }
        assertThatThrownBy(() -> values.set("image-tools", "one-more", "1", "ada")).isInstanceOf(SettingsException.class)
                .hasMessage("image-tools has 100 config values, and no plugin has more: take one away with tollgate:config unset image-tools KEY");
        values.set("image-tools", "k1", "2", "ada");
        values.set("other-tools", "k1", "2", "ada");
    }

    @Test
    void aRowThatIsDamagedSaysHowItIsSetAnew() {
        store.rows.add(new StoredSetting("image-tools", SettingKind.CONFIG, "quality", "{".getBytes(StandardCharsets.UTF_8), "ada", NOW));

        assertThatThrownBy(() -> values.get("image-tools", "quality")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("set it anew with tollgate:config set image-tools quality VALUE");
    }
}
