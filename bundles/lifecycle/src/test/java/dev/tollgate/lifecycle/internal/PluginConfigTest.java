package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginConfigTest {
    private final MemoryConfig values = new MemoryConfig();
    private final PluginConfig config = new PluginConfig("probe",
            Map.of("greeting", TextNode.valueOf("hello"), "name", TextNode.valueOf("Anna")), values);

    @Test
    void whatAnAdministratorSetGoesBeforeTheManifestAndTakesEffectAtTheNextRead() throws Exception {
        assertThat(config.get("greeting")).contains(TextNode.valueOf("hello"));
        values.set("probe", "greeting", "moin", "bert");
        values.set("other", "name", "Carl", "bert");
        assertThat(config.get("greeting")).contains(TextNode.valueOf("moin"));
        assertThat(config.all()).containsOnly(Map.entry("greeting", TextNode.valueOf("moin")), Map.entry("name", TextNode.valueOf("Anna")));
        values.remove("probe", "greeting", "bert");
        assertThat(config.get("greeting")).contains(TextNode.valueOf("hello"));
        assertThat(config.get("unknown")).isEmpty();
    }

    @Test
    void whatCannotBeReadIsAnErrorAndNotADefault() {
        values.failure = new SettingsException("the store is gone", null);
        assertThatThrownBy(() -> config.get("greeting")).isInstanceOfSatisfying(GateException.class,
                refused -> assertThat(refused.errno()).isEqualTo(Errno.EINTERNAL));
        assertThatThrownBy(config::all).isInstanceOf(GateException.class);
    }
}
