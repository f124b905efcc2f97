package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceTest {
    private static final String OURS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String GUESTS = "00-11111111111111111111111111111111-2222222222222222-01";

    @Test
    void whereTheHostTracesTheRequestSaysSoWhateverTheGuestSays() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server).traced(OURS)) {
            bed.send(head(server), "");
            assertThat(server.only().headers("traceparent")).containsExactly(OURS);
            assertThat(server.only().headers("tracestate")).isEmpty();
        }
    }

    @Test
    void whereNobodyTracesTheGuestsOwnHeaderGoesOut() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server)) {
            bed.send(head(server), "");
            assertThat(server.only().headers("traceparent")).containsExactly(GUESTS);
            assertThat(server.only().headers("tracestate")).containsExactly("a=b");
        }
    }

    /** The host's header is not one of the 64 that the guest may send. */
    @Test
    void asManyHeadersAsAGuestMaySendGoOutWithIt() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server).traced(OURS)) {
            bed.send("{\"url\":\"http://api.example.com:" + server.port() + "/\",\"headers\":[" + "[\"x-a\",\"1\"],".repeat(63)
                    + "[\"x-a\",\"1\"]]}", "");
            assertThat(server.only().headers("traceparent")).containsExactly(OURS);
            assertThat(server.only().headers("x-a")).hasSize(64);
        }
    }

    private static String head(HostileServer server) {
        return "{\"url\":\"http://api.example.com:" + server.port() + "/\",\"headers\":{\"TraceParent\":\"" + GUESTS
                + "\",\"tracestate\":\"a=b\"}}";
    }
}
