package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.web.HttpResponse;

/** A request ends here; the message is for the log, the answer for its sender. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient HttpResponse answer;

    RefusedException(HttpResponse answer, String message) {
        super(message, null, false, false);
        this.answer = answer;
    }

    HttpResponse answer() {
        return answer;
    }
}
