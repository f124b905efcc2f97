package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.web.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in a request an event's kind and correlation id are.
 *
 * @param kind        of all events; where it is empty, {@code kindHeader} is not
 * @param correlation the header with what identifies an event
 */
record EventHead(Optional<String> kind, Optional<String> kindHeader, Optional<String> correlation) {
    /** As in the schema of manifests. */
    static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{0,99}");

    EventHead {
        if (kind.isPresent() == kindHeader.isPresent()) {
            throw new IllegalArgumentException("set either a fixed kind or kind.header");
        }
    }

    String kind(HttpRequest request) throws RefusedException {
        if (kind.isPresent()) {
            return kind.get();
        }
        String sent = header(request, kindHeader.orElseThrow(), EventField.KIND)
                .orElseThrow(() -> invalid(EventField.KIND, "a request without the header of its kind"));
        if (!KIND.matcher(sent).matches()) {
            throw invalid(EventField.KIND, "a kind that is none: " + sent);
        }
        return sent;
    }

    Optional<String> correlation(HttpRequest request) throws RefusedException {
        return correlation.isEmpty() ? Optional.empty() : header(request, correlation.get(), EventField.CORRELATION_ID);
    }

    private static Optional<String> header(HttpRequest request, String name, EventField field) throws RefusedException {
        List<String> values = request.headers(name);
        if (values.size() > 1) {
            throw invalid(field, "a request with the header " + name + " " + values.size() + " times");
        }
        return values.stream().map(String::strip).filter(value -> !value.isEmpty()).findFirst();
    }

    private static RefusedException invalid(EventField field, String message) {
        return new RefusedException(Answers.invalid(field), message);
    }
}
