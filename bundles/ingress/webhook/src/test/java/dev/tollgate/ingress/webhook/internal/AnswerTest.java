package dev.tollgate.ingress.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.web.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void aRequestBecomesAnEventAndItsEndIsNotWaitedFor() {
        Bed bed = new Bed("kind", null, "kind_header", "X-Kind", "correlation_header", "X-Delivery");
        HttpResponse answer = bed.answer(Request.of("{\"a\":1}").with("x-kind", "order.paid").with("X-DELIVERY", "d-1"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        IngressEvent event = bed.offered.get(0);
        assertThat(event.slug()).isEqualTo("order-mail");
        assertThat(event.ingress()).isEqualTo("orders");
        assertThat(event.source()).isEqualTo("webhook:shop");
        assertThat(event.kind()).isEqualTo("order.paid");
        assertThat(event.payload()).asString().isEqualTo("{\"a\":1}");
        assertThat(event.correlationId()).contains("d-1");
        assertThat(event.createdAt()).isEqualTo(Bed.NOW);
    }

    @Test
    void whatBecameOfTheOfferIsTheAnswer() {
        Bed bed = new Bed();
        for (IngressStatus status : IngressStatus.values()) {
            if (status != IngressStatus.ACCEPTED && status != IngressStatus.INVALID_EVENT) {
                bed.result = IngressResult.of(status, "of order-mail in /var/lib");
                HttpResponse answer = bed.answer(Request.of("x"));
                assertThat(answer.status()).as("%s", status).isEqualTo(status == IngressStatus.QUEUE_FULL ? 429 : 503);
                assertThat(answer.headers().get("Retry-After")).matches("[0-9]+");
            }
        }
        for (EventField field : EventField.values()) {
            bed.result = IngressResult.invalid(field, "of order-mail in /var/lib");
            HttpResponse answer = bed.answer(Request.of("x"));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
            assertThat(answer.body()).isEqualTo("{\"status\":400,\"title\":\"The event is not as it has to be.\",\"field\":\""
                    + field.name().toLowerCase(Locale.ROOT) + "\"}");
        }
    }

    @Test
    void anIngressThatThrowsIsUnavailable() {
        Bed bed = new Bed();
        new Webhook(event -> {
            throw new IllegalStateException("/var/lib/tollgate is gone");
        }, bed.webhooks, Settings.webhook("path", "/broken"), Map.of());
        HttpResponse answer = bed.answer(Request.of("x").path("/hooks/broken"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("/var");
    }

    @Test
    void a62NoAnswerNamesAPathAClassOrAHost() {
        Bed bed = new Bed("max_bytes", 3);
        bed.result = IngressResult.of(IngressStatus.SERVICE_FAILED, "java.lang.IllegalStateException: /var/lib on db.internal");
        for (Request request : new Request[] {Request.of("x"), Request.of("too long"), Request.of("x").path("/hooks/secret-plugin"),
                Request.of("x").method("GET"), Request.of("x").with("Content-Encoding", "gzip"), Request.of("x").length(2)}) {
            assertThat(bed.answer(request).body()).doesNotContain("/", "java", "order-mail", "internal", "secret-plugin");
        }
    }

    @Test
    void onlyPostIsTaken() {
        Bed bed = new Bed();
        for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "post", "PATCH"}) {
            HttpResponse answer = bed.answer(Request.of("x").method(method));
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", "POST");
        }
        assertThat(bed.offered).isEmpty();
    }

    @Test
    void aPathIsTheWebhooksOwnOrNone() {
        Bed bed = new Bed();
        for (String path : new String[] {"/hooks", "/hooks/", "/hooks/order/", "/hooks//order", "/hooks/./order", "/hooks/x/../order",
            "/hooks/order;x=1", "/hooks/%6frder", "/hooks/order%00", "/HOOKS/order", "/hooks/ORDER", "/hooksorder", "/order", "", "/",
            "/hooks/order/x", "//hooks/order", "/hooks/order?x", "/hooks\\order"}) {
            assertThat(bed.status(Request.of("x").path(path))).as(path).isEqualTo(404);
        }
        assertThat(bed.offered).isEmpty();
        assertThat(bed.status(Request.of("x"))).isEqualTo(202);
    }

    @Test
    void aPathThatIsTakenStaysItsFirstOnes() {
        Bed bed = new Bed();
        Webhook second = bed.webhook("dev.tollgate.webhook~second");
        bed.status(Request.of("x"));
        second.close();
        bed.status(Request.of("x"));
        assertThat(bed.offered).extracting(IngressEvent::source).containsExactly("webhook:shop", "webhook:shop");
    }

    @Test
    void aWebhookThatIsClosedIsGone() {
        Bed bed = new Bed();
        Webhook other = bed.webhook("dev.tollgate.webhook~other", "path", "/other");
        assertThat(bed.status(Request.of("x").path("/hooks/other"))).isEqualTo(202);
        other.close();
        assertThat(bed.status(Request.of("x").path("/hooks/other"))).isEqualTo(404);
        assertThat(bed.status(Request.of("x"))).isEqualTo(202);
    }

    @Test
    void theKindComesFromItsHeaderOnceOrNotAtAll() {
        Bed bed = new Bed("kind", null, "kind_header", "X-Kind", "correlation_header", "X-Delivery");
        for (Request request : new Request[] {Request.of("x"), Request.of("x").with("X-Kind", ""), Request.of("x").with("X-Kind", "1st"),
            Request.of("x").with("X-Kind", "a b"), Request.of("x").with("X-Kind", "k".repeat(101)),
            Request.of("x").with("X-Kind", "a").with("x-kind", "b")}) {
            HttpResponse answer = bed.answer(request);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"kind\"");
        }
        HttpResponse twice = bed.answer(Request.of("x").with("X-Kind", "a").with("X-Delivery", "1").with("X-Delivery", "2"));
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.body()).contains("\"field\":\"correlation_id\"");
        assertThat(bed.offered).isEmpty();
    }

    @Test
    void onlyTheTypesThatAreNamedAreTaken() {
        Bed bed = new Bed("content_types", new String[] {"application/json, text/plain"});
        assertThat(bed.status(Request.of("x").with("Content-Type", "Application/JSON; charset=utf-8"))).isEqualTo(202);
        assertThat(bed.status(Request.of("x").with("Content-Type", "text/plain"))).isEqualTo(202);
        assertThat(bed.status(Request.of("x").with("Content-Type", "text/html"))).isEqualTo(415);
        assertThat(bed.status(Request.of("x").with("Content-Type", "application/jsonx"))).isEqualTo(415);
        assertThat(bed.status(Request.of("x"))).isEqualTo(415);
        assertThat(bed.status(Request.of("x").with("Content-Type", "text/plain").with("Content-Type", "text/html"))).isEqualTo(415);
        assertThat(new Bed().status(Request.of("x").with("Content-Type", "anything/at-all"))).isEqualTo(202);
        assertThat(new Bed().status(Request.of("x").with("Content-Encoding", "gzip"))).isEqualTo(415);
        assertThat(new Bed().status(Request.of("x").with("Content-Encoding", "identity"))).isEqualTo(202);
    }
}
