package dev.tollgate.web.jakarta.internal;

import dev.tollgate.web.HttpResponse;
import dev.tollgate.web.spi.Exchange;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Hands requests to an endpoint, on the container's thread. */
final class EndpointServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Exchange exchange;

    EndpointServlet(Exchange exchange) {
        this.exchange = exchange;
    }

    /** All methods alike: the servlet's own answers to HEAD, OPTIONS and TRACE would say things of their own. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpResponse answer = exchange.answer(new ServletRequest(request));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
