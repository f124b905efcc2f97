package dev.tollgate.tracing.internal;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Takes spans by OTLP over HTTP, as protobuf (https://opentelemetry.io/docs/specs/otlp/). */
record Collector(URI endpoint, Duration timeout) {
    private static final int OK = 200;
    private static final int REDIRECTS = 300;
    private static final int MOST_ANSWER_BYTES = 65_536;

    /** Sends them, on the caller's thread. */
    void take(List<SpanData> spans) throws IOException {
        TraceRequestMarshaler request = TraceRequestMarshaler.create(spans);
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/x-protobuf");
        connection.setRequestProperty("User-Agent", "tollgate");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(request.getBinarySerializedSize());
        try {
            try (OutputStream out = connection.getOutputStream()) {
                request.writeBinaryTo(out);
            }
            int status = connection.getResponseCode();
            if (status < OK || status >= REDIRECTS) {
                throw new IOException("it answered " + status);
            }
            // What is read to its end leaves the connection to the next request.
            try (InputStream in = connection.getInputStream()) {
                in.skipNBytes(Math.min(in.available(), MOST_ANSWER_BYTES));
            }
        } catch (IOException | RuntimeException failed) {
            connection.disconnect();
            throw failed;
        }
    }
}
