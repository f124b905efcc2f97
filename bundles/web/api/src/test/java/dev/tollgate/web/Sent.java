package dev.tollgate.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request that a test puts together. */
public record Sent(String method, List<String> authorizations, long length, InputStream body) implements HttpRequest {
    public static Sent get() {
        return of("GET", "");
    }

    public static Sent of(String method, String body) {
        return new Sent(method, List.of(), body.length(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    public Sent authorized(String... values) {
        return new Sent(method, List.of(values), length, body);
    }

    public Sent length(long said) {
        return new Sent(method, authorizations, said, body);
    }

    public Sent body(InputStream in) {
        return new Sent(method, authorizations, -1, in);
    }

    @Override
    public String path() {
        return "/probe";
    }

    @Override
    public String query() {
        return "";
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase("authorization") ? authorizations : List.of();
    }
}
