package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.web.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request that a test puts together. */
final class Request implements HttpRequest {
    private record Header(String name, String value) {
    }

    private final List<Header> headers = new ArrayList<>();
    private String method = "POST";
    private String path = "/hooks/order";
    private long length = -1;
    private InputStream body;

    private Request(byte[] body) {
        this.body = new ByteArrayInputStream(body);
    }

    static Request of(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8));
    }

    static Request of(byte[] body) {
        return new Request(body);
    }

    Request with(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    Request method(String name) {
        method = name;
        return this;
    }

    Request path(String value) {
        path = value;
        return this;
    }

    Request length(long bytes) {
        length = bytes;
        return this;
    }

    Request body(InputStream in) {
        body = in;
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        return "";
    }

    @Override
    public List<String> headers(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).toList();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream body() {
        return body;
    }
}
