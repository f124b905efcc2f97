package dev.tollgate.web.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import dev.tollgate.web.Sent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    @Test
    void aMethodThatIsNotAnsweredIsToldWhichAre() {
        Exchange exchange = new Exchange(Probe.at("/probe").taking("GET", "POST"));
        for (String method : new String[] {"GET", "POST", "HEAD"}) {
            assertThat(exchange.answer(Sent.of(method, "")).status()).as(method).isEqualTo(200);
        }
        for (String method : new String[] {"PUT", "DELETE", "OPTIONS", "TRACE", "get", ""}) {
            HttpResponse answer = exchange.answer(Sent.of(method, ""));
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, POST");
        }
        assertThat(new Exchange(Probe.at("/probe").taking("POST")).answer(Sent.of("HEAD", "")).status()).isEqualTo(405);
        assertThat(new Exchange(Probe.at("/probe").taking()).answer(Sent.of("BREW", "")).status()).isEqualTo(200);
    }

    @Test
    void aBodyIsReadNoFurtherThanTheEndpointReadsIt() {
        Exchange exchange = new Exchange(Probe.at("/probe").taking("POST").answering(4, ExchangeTest::echo));
        assertThat(exchange.answer(Sent.of("POST", "1234")).body()).isEqualTo("1234");
        assertThat(exchange.answer(Sent.of("POST", "12345")).status()).isEqualTo(413);
        HttpResponse liar = exchange.answer(Sent.of("POST", "12345").length(1));
        assertThat(liar.status()).isEqualTo(413);
        assertThat(liar.headers()).containsEntry("Connection", "close");
        assertThat(exchange.answer(Sent.of("POST", "").body(new Endless())).status()).isEqualTo(413);
        assertThat(new Exchange(Probe.at("/probe")).answer(Sent.of("GET", "x")).status()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsSkippedOrReadByteByByteCountsAsWell() {
        Exchange bytes = new Exchange(Probe.at("/probe").taking("POST").answering(4, request -> {
            InputStream in = request.body();
            while (in.read() >= 0) {
                continue;
            }
            return HttpResponse.of(200, "text/plain", "");
        }));
        assertThat(bytes.answer(Sent.of("POST", "1234")).status()).isEqualTo(200);
        assertThat(bytes.answer(Sent.of("POST", "12345").length(-1)).status()).isEqualTo(413);
        Exchange skips = new Exchange(Probe.at("/probe").taking("POST").answering(4, request -> {
            request.body().skipNBytes(5);
            return HttpResponse.of(200, "text/plain", "");
        }));
        assertThat(skips.answer(Sent.of("POST", "12345").length(-1)).status()).isEqualTo(413);
    }

    @Test
    void aBodyThatBreaksIs400() {
        Exchange exchange = new Exchange(Probe.at("/probe").taking("POST").answering(4, ExchangeTest::echo));
        assertThat(exchange.answer(Sent.of("POST", "").body(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset by 10.0.0.7");
            }
        })).status()).isEqualTo(400);
    }

    @Test
    void a62WhatAnEndpointThrowsIsNotInTheAnswer() {
        Exchange exchange = new Exchange(Probe.at("/probe").answering(0, request -> {
            throw new IllegalStateException("/var/lib/tollgate/store.db is locked");
        }));
        HttpResponse answer = exchange.answer(Sent.get());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("/", "lib", "Illegal", "java");
    }

    @Test
    void noAnswerIsKeptOrTakenForAnotherTypeUnlessItsEndpointSaysSo() {
        HttpResponse plain = new Exchange(Probe.at("/probe")).answer(Sent.get());
        assertThat(plain.headers()).containsEntry("Cache-Control", "no-store").containsEntry("X-Content-Type-Options", "nosniff");
        HttpResponse own = new Exchange(Probe.at("/probe").answering(0, request -> new HttpResponse(200,
                Map.of("cache-control", "max-age=5"), ""))).answer(Sent.get());
        assertThat(own.headers()).containsEntry("cache-control", "max-age=5").doesNotContainKey("Cache-Control");
    }

    @Test
    void aPathIsExactOrEndsWithAStar() {
        for (String path : new String[] {"/health", "/health/ready", "/hooks/*", "/a.b-c_d"}) {
            assertThat(new Exchange(Probe.at(path)).pattern()).isEqualTo(path);
        }
        for (String path : new String[] {"", "/", "/*", "*", "health", "/health/", "*.jsp", "/a/*/b", "/a/../b", "/a b", "/ä"}) {
            assertThatThrownBy(() -> new Exchange(Probe.at(path))).as(path).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/name/*");
        }
    }

    private static HttpResponse echo(HttpRequest request) throws IOException {
        return HttpResponse.of(200, "text/plain", new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Ends nowhere, in large pieces. */
    private static final class Endless extends ByteArrayInputStream {
        Endless() {
            super(new byte[] {'x'});
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return length;
        }
    }
}
