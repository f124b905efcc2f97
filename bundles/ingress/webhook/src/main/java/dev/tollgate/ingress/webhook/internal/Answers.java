package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.web.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is answered. Fixed words only: whoever sends a request learns nothing about this node by it. */
final class Answers {
    static final HttpResponse ACCEPTED = new HttpResponse(202, Map.of(), "");
    static final HttpResponse UNREADABLE = last(problem(400, "The body ended before its end.", Map.of()));
    /** RFC 9110 wants a challenge; why a signature is not good is not said. */
    static final HttpResponse UNSIGNED = problem(401, "The signature is missing or not good.", Map.of("WWW-Authenticate", "Signature"));
    static final HttpResponse UNKNOWN = problem(404, "There is no webhook here.", Map.of());
    static final HttpResponse NOT_POST = problem(405, "Webhooks are delivered with POST.", Map.of("Allow", "POST"));
    static final HttpResponse TOO_SLOW = last(problem(408, "The body took too long.", Map.of()));
    static final HttpResponse TOO_LARGE = last(problem(413, "The body is too large.", Map.of()));
    static final HttpResponse WRONG_TYPE = last(problem(415, "The body is of a type that is not taken here.", Map.of()));
    static final HttpResponse QUEUE_FULL = problem(429, "Too many events wait.", Map.of("Retry-After", "5"));
    static final HttpResponse BUSY = last(problem(503, "Too many requests are being read.", Map.of("Retry-After", "5")));
    static final HttpResponse UNAVAILABLE = problem(503, "The service takes no events in at the moment.", Map.of("Retry-After", "30"));

    private Answers() {
    }

    /** The answer to what became of an offer. */
    static HttpResponse to(IngressResult result) {
        return switch (result.status()) {
            case ACCEPTED -> ACCEPTED;
            case INVALID_EVENT -> invalid(result.field().orElseThrow());
            case QUEUE_FULL -> QUEUE_FULL;
            default -> UNAVAILABLE;
        };
    }

    static HttpResponse invalid(EventField field) {
        return problem(400, "The event is not as it has to be.", Map.of(), Optional.of(field.name().toLowerCase(Locale.ROOT)));
    }

    private static HttpResponse problem(int status, String title, Map<String, String> headers) {
        return problem(status, title, headers, Optional.empty());
    }

    private static HttpResponse problem(int status, String title, Map<String, String> headers, Optional<String> field) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/problem+json");
        String named = field.map(name -> ",\"field\":\"" + name + "\"").orElse("");
        return new HttpResponse(status, all, "{\"status\":" + status + ",\"title\":\"" + title + "\"" + named + "}");
    }

    /** The body was not read to its end: the connection is of no use any more. */
    private static HttpResponse last(HttpResponse answer) {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put("Connection", "close");
        return new HttpResponse(answer.status(), headers, answer.body());
    }
}
