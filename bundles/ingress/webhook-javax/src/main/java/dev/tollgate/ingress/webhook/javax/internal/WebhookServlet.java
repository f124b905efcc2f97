package dev.tollgate.ingress.webhook.javax.internal;

import dev.tollgate.ingress.webhook.WebhookAnswer;
import dev.tollgate.ingress.webhook.Webhooks;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Hands requests to {@link Webhooks}. It reads on the container's thread: what it may hold back is bounded by {@code requests.most}, and a
 * body of at most a mebibyte that comes within seconds is not worth a state machine.
 */
final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Webhooks webhooks;

    WebhookServlet(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** All methods alike: the servlet's own answers to HEAD, OPTIONS and TRACE would say things of their own. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WebhookAnswer answer = webhooks.answer(new ServletRequest(request));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
