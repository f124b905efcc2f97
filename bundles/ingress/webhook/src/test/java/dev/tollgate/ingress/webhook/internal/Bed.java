package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Webhooks in front of an ingress that keeps what it is offered, and answers what a test wants. */
final class Bed {
    static final String PID = "dev.tollgate.webhook~shop";
    static final Instant NOW = Instant.ofEpochSecond(1_750_000_000);

    final List<IngressEvent> offered = Collections.synchronizedList(new ArrayList<>());
    final AtomicLong nanos = new AtomicLong();
    final HostedWebhooks webhooks;
    IngressResult result = IngressResult.ACCEPTED;

    Bed(Object... pairs) {
        this(Settings.shared(), pairs);
    }

    Bed(WebhooksSettings shared, Object... pairs) {
        webhooks = new HostedWebhooks(shared, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
        webhook(PID, pairs);
    }

    Webhook webhook(String pid, Object... pairs) {
        Ingress ingress = event -> {
            offered.add(event);
            return result.accepted() ? new Offer(result, new CompletableFuture<>()) : Offer.refused(result);
        };
        return new Webhook(ingress, webhooks, Settings.webhook(pairs), Map.of("service.pid", pid));
    }

    HttpResponse answer(HttpRequest request) {
        return webhooks.handle(request);
    }

    int status(HttpRequest request) {
        return answer(request).status();
    }

    static String hex(String secret, String signed) {
        return HexFormat.of().formatHex(Signature.hmac(bytes(secret), new byte[0], bytes(signed)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
