package dev.tollgate.bridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginTaskPayload;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginTaskPayloadTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03";

    @Test
    void aJobGoesOnWithTheTraceThatItWasEnqueuedIn() {
        PluginId plugin = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
        PluginTaskPayload untraced = PluginTaskPayload.of(plugin, "echo", new byte[] {1}, "on");
        assertThat(new String(untraced.encode(), UTF_8)).doesNotContain("traceparent");
        PluginTaskPayload stored = PluginTaskPayload.decode(untraced.tracedBy(Optional.of(TRACE)).encode());
        assertThat(stored.traceparent()).isEqualTo(TRACE);
        assertThat(stored.pinnedTo(plugin).traceparent()).as("a replay is part of it too").isEqualTo(TRACE);
        assertThatThrownBy(() -> untraced.tracedBy(Optional.of("00-x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPluginKnowsItsJobTypesWithoutWhatTheHostPutsBeforeThem() {
        assertThat(PluginTaskPayload.ownType("probe", "plugin:probe:resize")).isEqualTo("resize");
        assertThat(PluginTaskPayload.ownType("probe", "plugin:probe:schedule/nightly")).isEqualTo("schedule/nightly");
        assertThat(PluginTaskPayload.ownType("probe", "plugin.activate")).isEqualTo("plugin.activate");
        assertThat(PluginTaskPayload.ownType("probe", "plugin:other:resize")).isEqualTo("plugin:other:resize");
    }
}
