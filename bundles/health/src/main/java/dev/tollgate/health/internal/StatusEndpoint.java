package dev.tollgate.health.internal;

import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;

/** Says up or down to anybody, and nothing else: which check it was is an administrator's affair. */
record StatusEndpoint(String path, Look look) implements HttpEndpoint {
    private static final int UP = 200;
    private static final int DOWN = 503;

    @Override
    public HttpResponse handle(HttpRequest request) {
        return up() ? HttpResponse.of(UP, "application/json", "{\"status\":\"up\"}")
                : HttpResponse.of(DOWN, "application/json", "{\"status\":\"down\"}");
    }

    private boolean up() {
        try {
            return look.now().up();
        } catch (IllegalStateException tooLong) {
            return false;
        }
    }
}
