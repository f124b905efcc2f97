package dev.tollgate.web.spi;

import dev.tollgate.web.BodyTooLargeException;
import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is the same for all endpoints: methods, bounds, failures, and the headers that no answer is without. */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Pattern PATTERN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+(/\\*)?");
    private static final Map<String, String> ALWAYS = Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");
    /** The body was not read to its end: the connection is of no use any more. */
    private static final HttpResponse TOO_LARGE = HttpResponse.problem(413, "The body is too large.").with("Connection", "close");
    private static final HttpResponse UNREADABLE = HttpResponse.problem(400, "The body ended before its end.").with("Connection", "close");
    private static final HttpResponse FAILED = HttpResponse.problem(500, "This could not be answered.");

    private final HttpEndpoint endpoint;
    private final String pattern;
    private final Set<String> methods;
    private final HttpResponse notAllowed;
    private final int mostBodyBytes;

    /** @throws IllegalArgumentException if the endpoint's path is none */
    public Exchange(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
        this.pattern = endpoint.path();
        if (!PATTERN.matcher(pattern).matches()) {
            throw new IllegalArgumentException("'" + pattern + "' is no path of an endpoint; make it /name or /name/*");
        }
        this.methods = Set.copyOf(endpoint.methods());
        this.mostBodyBytes = Math.max(0, endpoint.mostBodyBytes());
        Set<String> allowed = new TreeSet<>(methods);
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        this.notAllowed = HttpResponse.problem(405, "This is not a method of this path.").with("Allow", String.join(", ", allowed));
    }

    /** The path, and {@code /*} where those below it are meant too: a servlet's pattern. */
    public String pattern() {
        return pattern;
    }

    /** Throws nothing that an endpoint throws. */
    public HttpResponse answer(HttpRequest request) {
        HttpResponse answer = answered(request);
        for (Map.Entry<String, String> header : ALWAYS.entrySet()) {
            if (answer.headers().keySet().stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
                answer = answer.with(header.getKey(), header.getValue());
            }
        }
        return answer;
    }

    private HttpResponse answered(HttpRequest request) {
        if (!methods.isEmpty() && !methods.contains(request.method())
                && !(request.method().equals("HEAD") && methods.contains("GET"))) {
            return notAllowed;
        }
        if (request.length() > mostBodyBytes) {
            return TOO_LARGE;
        }
        BoundedRequest bounded = new BoundedRequest(request, mostBodyBytes);
        try {
            return endpoint.handle(bounded);
        } catch (BodyTooLargeException tooLarge) {
            return TOO_LARGE;
        } catch (IOException broken) {
            LOG.debug("{}: a body could not be read", pattern, broken);
            return UNREADABLE;
        } catch (RuntimeException failed) {
            LOG.error("{}: a request was not answered", pattern, failed);
            return FAILED;
        }
    }
}
