package dev.tollgate.health.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.limits.Refusals;
import dev.tollgate.web.BearerToken;
import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import dev.tollgate.web.SecretUnusableException;
import java.util.Locale;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;

/**
 * Says everything that checks say, to those who have the token.
 *
 * @param unusable told each time that the token cannot be read, which anybody can bring about
 */
record ReportEndpoint(String path, BearerToken token, Look look, Refusals unusable) implements HttpEndpoint {
    private static final int UP = 200;
    private static final int DOWN = 503;
    private static final HttpResponse BUSY = HttpResponse.problem(DOWN, "Checks take too long.");

    @Override
    public HttpResponse handle(HttpRequest request) {
        try {
            if (!token.of(request)) {
                return BearerToken.DENIED;
            }
        } catch (SecretUnusableException failed) {
            unusable.add("token.file", failed.getMessage());
            return BearerToken.DENIED;
        }
        try {
            Verdict verdict = look.now();
            return HttpResponse.of(verdict.up() ? UP : DOWN, "application/json", json(verdict).toString());
        } catch (IllegalStateException tooLong) {
            return BUSY;
        }
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("status", verdict.up() ? "up" : "down");
        ArrayNode checks = all.putArray("checks");
        verdict.results().forEach(result -> add(checks.addObject(), result));
        return all;
    }

    private static void add(ObjectNode check, HealthCheckExecutionResult result) {
        check.put("name", result.getHealthCheckMetadata().getTitle());
        check.put("status", result.getHealthCheckResult().getStatus().name().toLowerCase(Locale.ROOT));
        check.put("timed_out", result.hasTimedOut());
        ArrayNode tags = check.putArray("tags");
        result.getHealthCheckMetadata().getTags().forEach(tags::add);
        ArrayNode messages = check.putArray("messages");
        for (ResultLog.Entry entry : result.getHealthCheckResult()) {
            if (!entry.isDebug()) {
                messages.addObject().put("status", entry.getStatus().name().toLowerCase(Locale.ROOT)).put("text", entry.getMessage());
            }
        }
    }
}
