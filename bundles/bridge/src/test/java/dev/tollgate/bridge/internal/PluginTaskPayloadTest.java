package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.bridge.PluginTaskPayload;
import org.junit.jupiter.api.Test;

class PluginTaskPayloadTest {
    @Test
    void aPluginKnowsItsJobTypesWithoutWhatTheHostPutsBeforeThem() {
        assertThat(PluginTaskPayload.ownType("probe", "plugin:probe:resize")).isEqualTo("resize");
        assertThat(PluginTaskPayload.ownType("probe", "plugin:probe:schedule/nightly")).isEqualTo("schedule/nightly");
        assertThat(PluginTaskPayload.ownType("probe", "plugin.activate")).isEqualTo("plugin.activate");
        assertThat(PluginTaskPayload.ownType("probe", "plugin:other:resize")).isEqualTo("plugin:other:resize");
    }
}
