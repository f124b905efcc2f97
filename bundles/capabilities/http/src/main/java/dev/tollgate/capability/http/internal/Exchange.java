package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.capability.GateException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** One request and its response over one connection. The library frames and parses; it follows, keeps and retries nothing. */
final class Exchange implements AutoCloseable {
    /** Their requests have a length even where it is 0. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final HttpRequestExecutor executor = new HttpRequestExecutor();
    private final Line line;
    private final Wire wire;
    private final Bounds bounds;
    private final Deadline deadline;
    private HttpEntity entity;

    Exchange(Line line, Wire wire, Bounds bounds, Deadline deadline) {
        this.line = line;
        this.wire = wire;
        this.bounds = bounds;
        this.deadline = deadline;
    }

    /** Sends the request, and waits for the head of its response. */
    Answer send(Hop hop) throws GateException {
        try {
            ClassicHttpResponse response = executor.execute(request(hop), wire, HttpCoreContext.create());
            wire.headIsRead();
            entity = response.getEntity();
            List<HeaderField> headers = Arrays.stream(response.getHeaders())
                    .map(header -> new HeaderField(header.getName(), header.getValue() == null ? "" : header.getValue())).toList();
            if (headers.stream().mapToLong(HeaderField::bytes).sum() > bounds.headerBytes()) {
                throw Failure.headTooBig();
            }
            return new Answer(response.getCode(), headers);
        } catch (IOException failed) {
            throw Failure.of(failed, line, deadline);
        } catch (HttpException malformed) {
            throw Failure.notHttp();
        }
    }

    /** Reads the body, with the encoding that the host asked for undone. */
    void read(Body body, ContentDecoding decoding) throws GateException {
        if (entity == null) {
            return;
        }
        if (entity.getContentLength() > bounds.responseBytes()) {
            throw Body.tooBig(bounds.responseBytes());
        }
        try (InputStream decoded = decoding.of(new BoundedStream(entity.getContent(), bounds.responseBytes()))) {
            body.read(decoded, bounds.responseBytes(), deadline);
        } catch (BoundedStream.Exceeded exceeded) {
            throw Body.tooBig(bounds.responseBytes());
        } catch (IOException failed) {
            throw Failure.of(failed, line, deadline);
        }
    }

    @Override
    public void close() {
        line.close();
    }

    private static ClassicHttpRequest request(Hop hop) {
        ClassicHttpRequest request = new BasicClassicHttpRequest(hop.method(), "/");
        // The constructor would take the host of "//host/path" for one.
        request.setPath(hop.target().pathAndQuery());
        request.addHeader("Host", hop.target().authority());
        request.addHeader("Connection", "close");
        hop.headers().forEach(header -> request.addHeader(header.name(), header.value()));
        if (!hop.hasHeader("accept-encoding")) {
            request.addHeader("accept-encoding", ContentDecoding.ASKED);
        }
        if (!hop.hasHeader("user-agent")) {
            request.addHeader("user-agent", "tollgate");
        }
        if (hop.body().length > 0 || WITH_BODY.contains(hop.method())) {
            request.addHeader("Content-Length", Integer.toString(hop.body().length));
            request.setEntity(new ByteArrayEntity(hop.body(), null));
        }
        return request;
    }
}
