package dev.tollgate.web.javax.internal;

import dev.tollgate.web.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import javax.servlet.http.HttpServletRequest;

/** A servlet's request. Nothing asks it for parameters, so that no container reads the body for them. */
record ServletRequest(HttpServletRequest request) implements HttpRequest {
    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String whole = request.getRequestURI();
        return whole.startsWith(request.getContextPath()) ? whole.substring(request.getContextPath().length()) : whole;
    }

    @Override
    public String query() {
        return Objects.requireNonNullElse(request.getQueryString(), "");
    }

    @Override
    public List<String> headers(String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values == null ? List.of() : Collections.list(values);
    }

    @Override
    public long length() {
        return request.getContentLengthLong();
    }

    @Override
    public InputStream body() throws IOException {
        return request.getInputStream();
    }
}
