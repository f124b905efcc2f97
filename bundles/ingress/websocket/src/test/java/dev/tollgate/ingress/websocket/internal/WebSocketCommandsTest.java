package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebSocketCommandsTest {
    @Test
    void theShellShowsHowConnectionsAre() throws Exception {
        try (Bed bed = new Bed()) {
            WebSocketCommands commands = new WebSocketCommands(bed.connections);
            assertThat(commands.websockets()).isEqualTo("no WebSocket connection is configured");
            bed.open("ticks").text("hi");
            bed.ingress.next("text");
            assertThat(commands.websockets().lines()).hasSize(2).last().asString().containsSubsequence("ticks", Bed.SLUG, "OPEN", "1", "0");
            assertThat(commands.websockets("ticks")).contains("received 1, dropped 0").contains("reconnects 0").contains("last error: none")
                    .doesNotContain("secret");
            assertThat(commands.websockets("talks")).startsWith("error: ");
        }
    }
}
