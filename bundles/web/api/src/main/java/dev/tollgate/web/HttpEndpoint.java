package dev.tollgate.web;

import java.io.IOException;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the requests of a path. Register it as a service; {@link #path()}, {@link #methods()} and {@link #mostBodyBytes()} are asked once,
 * when it comes.
 */
@ConsumerType
public interface HttpEndpoint {
    /** An exact path such as {@code /metrics}; or, with {@code /*} at its end, such as {@code /hooks/*}, that path and all below it. */
    String path();

    /** The methods that it answers, in capital letters; others get 405, and HEAD gets the head of what GET would. Empty: any. */
    default Set<String> methods() {
        return Set.of("GET");
    }

    /** The longest body of a request that is read; a longer one is answered 413. */
    default int mostBodyBytes() {
        return 0;
    }

    /**
     * Answers on a thread of the HTTP service, so in bounded time. What it throws is logged, and answered 500 without a word of it.
     *
     * @throws IOException that reading the request's body threw; the answer is 413 or 400
     */
    HttpResponse handle(HttpRequest request) throws IOException;
}
