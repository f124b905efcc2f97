package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.ingress.webhook.WebhookAnswer;

/** A request ends here; the message is for the log, the answer for its sender. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient WebhookAnswer answer;

    RefusedException(WebhookAnswer answer, String message) {
        super(message, null, false, false);
        this.answer = answer;
    }

    WebhookAnswer answer() {
        return answer;
    }
}
