package dev.tollgate.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An answer.
 *
 * @param status  of HTTP, 200 to 599
 * @param headers by their names; the type of the body among them
 * @param body    sent in UTF-8; may be empty
 */
public record HttpResponse(int status, Map<String, String> headers, String body) {
    private static final int LEAST = 200;
    private static final int MOST = 599;

    public HttpResponse {
        if (status < LEAST || status > MOST) {
            throw new IllegalArgumentException(status + " is no status of an answer; it is one of " + LEAST + " to " + MOST);
        }
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** @param type such as {@code application/json} */
    public static HttpResponse of(int status, String type, String body) {
        return new HttpResponse(status, Map.of("Content-Type", type), body);
    }

    /** A problem as of RFC 9457; the title is a fixed text, because anybody may read it. */
    public static HttpResponse problem(int status, String title) {
        return of(status, "application/problem+json", "{\"status\":" + status + ",\"title\":\"" + title + "\"}");
    }

    /** With a header more. */
    public HttpResponse with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new HttpResponse(status, all, body);
    }
}
