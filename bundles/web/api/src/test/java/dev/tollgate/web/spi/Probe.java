package dev.tollgate.web.spi;

import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import java.io.IOException;
import java.util.Set;

/** An endpoint that a test puts together. */
record Probe(String path, Set<String> methods, int mostBodyBytes, Answer answer) implements HttpEndpoint {
    interface Answer {
        HttpResponse to(HttpRequest request) throws IOException;
    }

    static Probe at(String path) {
        return new Probe(path, Set.of("GET"), 0, request -> HttpResponse.of(200, "text/plain", "ok"));
    }

    Probe taking(String... names) {
        return new Probe(path, Set.of(names), mostBodyBytes, answer);
    }

    Probe answering(int most, Answer with) {
        return new Probe(path, methods, most, with);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws IOException {
        return answer.to(request);
    }
}
