package dev.tollgate.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.limits.Refusals;
import dev.tollgate.web.BearerToken;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import dev.tollgate.web.SecretFile;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
    private static final String TOKEN = "a-token-of-health";

    @TempDir
    private Path folder;
    private final List<String> log = new ArrayList<>();
    private final Refusals unusable = new Refusals("dev.tollgate.health", log::add, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final AtomicReference<List<Seen>> seen = new AtomicReference<>(List.of());

    private record Get(List<String> authorization) implements HttpRequest {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/health";
        }

        @Override
        public String query() {
            return "";
        }

        @Override
        public List<String> headers(String name) {
            return authorization;
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }
    }

    @Test
    void onlyOkAndWarningsAreUp() {
        assertThat(status()).as("no checks at all").isEqualTo(503);
        for (Status status : Status.values()) {
            seen.set(List.of(new Seen("one", Status.OK, "", false), new Seen("other", status, "", false)));
            assertThat(status()).as("%s", status).isEqualTo(status == Status.OK || status == Status.WARN ? 200 : 503);
        }
        seen.set(List.of(new Seen("hangs", Status.WARN, "Timeout: Check still running after 2sec", true)));
        assertThat(status()).as("a check that hangs").isEqualTo(503);
    }

    @Test
    void a62TheAnswerForAnybodyIsAWordAndNothingElse() {
        seen.set(List.of(new Seen("tollgate store jobs", Status.CRITICAL, "postgres does not answer: 10.0.0.7 refused", false)));
        assertThat(anybody().body()).isEqualTo("{\"status\":\"down\"}");
        seen.set(List.of(new Seen("tollgate breakers", Status.WARN, "order-mail is not called", false)));
        assertThat(anybody().body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void a63TheReportIsForThoseWithTheTokenAndSaysNothingToOthers() throws Exception {
        seen.set(List.of(new Seen("tollgate store jobs", Status.CRITICAL, "\"postgres\" does not\nanswer", false),
                new Seen("tollgate threads", Status.OK, "fine", false)));
        for (List<String> wrong : List.of(List.<String>of(), List.of("Bearer"), List.of("Bearer " + TOKEN + "x"),
            List.of("Bearer " + TOKEN, "Bearer x"))) {
            assertThat(report(wrong)).isEqualTo(BearerToken.DENIED);
        }
        HttpResponse answer = report(List.of("Bearer " + TOKEN));
        assertThat(answer.status()).isEqualTo(503);
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.path("status").asText()).isEqualTo("down");
        assertThat(json.path("checks")).hasSize(2);
        JsonNode first = json.path("checks").get(0);
        assertThat(first.path("name").asText()).isEqualTo("tollgate store jobs");
        assertThat(first.path("status").asText()).isEqualTo("critical");
        assertThat(first.path("tags")).hasSize(2);
        assertThat(first.path("messages").get(0).path("text").asText()).isEqualTo("\"postgres\" does not\nanswer");
        seen.set(List.of());
    }

    @Test
    void aTokenThatCannotBeReadOpensNothing() throws Exception {
        report(List.of());
        Files.delete(folder.resolve("token"));
        ReportEndpoint endpoint = new ReportEndpoint("/health", new BearerToken(new SecretFile(folder.resolve("token"))), look(), unusable);
        for (int i = 0; i < 100; i++) {
            assertThat(endpoint.handle(new Get(List.of("Bearer " + TOKEN)))).isEqualTo(BearerToken.DENIED);
        }
        assertThat(log).as("whoever asks often fills no log").singleElement().asString().contains("token.file", "cannot be read");
    }

    private int status() {
        return anybody().status();
    }

    private HttpResponse anybody() {
        return new StatusEndpoint("/health/ready", look()).handle(new Get(List.of()));
    }

    private HttpResponse report(List<String> authorization) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new ReportEndpoint("/health", new BearerToken(new SecretFile(file)), look(), unusable).handle(new Get(authorization));
    }

    private Look look() {
        return new Look(() -> new Verdict(List.copyOf(seen.get())), System::nanoTime);
    }
}
