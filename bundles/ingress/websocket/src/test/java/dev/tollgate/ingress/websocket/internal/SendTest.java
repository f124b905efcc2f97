package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.ingress.websocket.WebSocketState;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget.Prepared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendTest {
    private final Bed bed = new Bed();

    SendTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        bed.close();
    }

    @Test
    void textsAreSentInTheOrderOfTheirCommits() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        Prepared first = prepare("one");
        Prepared second = prepare("zwei €");
        second.commit();
        first.commit();
        assertThat(peer.read().text()).isEqualTo("zwei €");
        assertThat(peer.read().text()).isEqualTo("one");
        for (int length : new int[] {0, 125, 126, 65_535, 65_536}) {
            prepare("x".repeat(length)).commit();
            assertThat(peer.read().text()).hasSize(length);
        }
        Bed.await("them to be counted", () -> bed.view("ticks").counters().sent() == 7);
    }

    @Test
    void aPlaceIsReservedAndGivenBack() throws Exception {
        RawServer.Peer peer = bed.open("ticks", Map.of("send_queue", 2));
        Prepared one = prepare("one");
        Prepared two = prepare("two");
        assertThatThrownBy(() -> prepare("three")).isInstanceOf(OutputRefusedException.class).hasMessageContaining("2 wait to be sent");
        two.cancel();
        Prepared three = prepare("three");
        one.commit();
        three.commit();
        assertThat(peer.read().text()).isEqualTo("one");
        assertThat(peer.read().text()).isEqualTo("three");
    }

    @Test
    void aServerThatDoesNotReadFillsTheQueueAndNoMore() throws Exception {
        bed.open("ticks", Map.of("send_bytes", 1_048_576, "send_queue", 4));
        String large = "x".repeat(1_048_576);
        assertThatThrownBy(() -> {
            for (int i = 0; i < 200; i++) {
                prepare(large).commit();
            }
        }).isInstanceOf(OutputRefusedException.class).hasMessageContaining("4 wait to be sent");
    }

    @Test
    void aTextThatTheLostConnectionTookAlongIsCountedAndAnErrorEvent() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        Prepared late = prepare("late");
        peer.reset();
        bed.ingress.next("close");
        bed.await("ticks", WebSocketState.WAITING);
        late.commit();
        assertThat(bed.ingress.text("error")).contains("a text was not sent");
        assertThat(bed.view("ticks").counters().unsent()).isEqualTo(1);
    }

    @Test
    void textsThatWaitedWhenTheConnectionWasLostAreCountedAndAnErrorEvent() throws Exception {
        RawServer.Peer peer = bed.open("ticks", Map.of("send_bytes", 16_777_216));
        for (int i = 0; i < 3; i++) {
            prepare("x".repeat(16_777_216)).commit();
        }
        peer.reset();
        bed.ingress.next("error");
        assertThat(bed.ingress.text("error")).contains("of the texts to send were not");
        assertThat(bed.view("ticks").counters()).satisfies(counters -> assertThat(counters.sent() + counters.unsent()).isEqualTo(3));
    }

    @Test
    void aPluginReachesNoOtherPluginsConnectionAndCannotTellThatItIsThere() throws Exception {
        bed.open("ticks");
        String others = refusal("stranger", Bed.send("ticks", "hi"));
        String nobodys = refusal("stranger", Bed.send("talks", "hi"));
        assertThat(others).contains("this plugin has no connection 'ticks'").isEqualTo(nobodys.replace("talks", "ticks"));
    }

    @Test
    void aConnectionThatIsNotOpenIsRefused() throws Exception {
        bed.connect("ticks");
        assertThat(refusal(Bed.SLUG, Bed.send("ticks", "hi"))).contains("connection 'ticks' is not open");
    }

    @Test
    void aCommandThatIsMalformedIsRefusedAndSaysWhy() throws Exception {
        bed.open("ticks", Map.of("send_bytes", 10));
        assertThat(refusal(Bed.SLUG, Bed.send("ticks", "12345678€"))).contains("11 bytes").contains("allows 10");
        assertThat(refusal(Bed.SLUG, Bed.send("ticks", "a\ud800b"))).contains("half of a surrogate pair");
        ObjectNode extra = (ObjectNode) Bed.send("ticks", "hi");
        assertThat(refusal(Bed.SLUG, extra.put("bi\nnary", true))).contains("no field 'bi\\u000anary'");
        assertThat(refusal(Bed.SLUG, ((ObjectNode) Bed.send("ticks", "hi")).without("text"))).contains("a string as its text");
        assertThat(refusal(Bed.SLUG, ((ObjectNode) Bed.send("ticks", "hi")).put("connection", 1))).contains("a string as its connection");
        assertThat(refusal(Bed.SLUG, Bed.send("x".repeat(100_000), "hi"))).hasSizeLessThan(600);
        List<Prepared> places = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            places.add(prepare("hi"));
        }
        assertThat(places).as("none of the refused took a place").hasSize(16);
    }

    private Prepared prepare(String text) throws OutputRefusedException {
        return bed.command.prepare(Bed.plugin(Bed.SLUG), Bed.send("ticks", text));
    }

    private String refusal(String slug, JsonNode command) {
        try {
            bed.command.prepare(Bed.plugin(slug), command);
        } catch (OutputRefusedException refused) {
            return refused.getMessage();
        }
        throw new AssertionError("was taken: " + command);
    }
}
