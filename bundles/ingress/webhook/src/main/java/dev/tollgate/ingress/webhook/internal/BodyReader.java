package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.web.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Reads bodies: so many at a time, each in bounded time, and none further than it may be long. The buffer grows with what comes, not with
 * what was announced. The time is looked at between two reads; that nothing comes at all is the HTTP service's to notice.
 */
final class BodyReader {
    private static final int CHUNK = 8192;

    private final Semaphore places;
    private final Duration time;
    private final LongSupplier nanos;

    BodyReader(int most, Duration time, LongSupplier nanos) {
        this.places = new Semaphore(most);
        this.time = time;
        this.nanos = nanos;
    }

    /** What is done with a body while it has its place. */
    interface Use<T> {
        T of(byte[] body) throws RefusedException;
    }

    <T> T with(HttpRequest request, int maxBytes, Use<T> use) throws RefusedException {
        if (request.length() > maxBytes) {
            throw new RefusedException(Answers.TOO_LARGE, "a body of " + request.length() + " bytes (max.bytes)");
        }
        if (!places.tryAcquire()) {
            throw new RefusedException(Answers.BUSY, "all places are taken (requests.most)");
        }
        try {
            return use.of(read(request, maxBytes));
        } finally {
            places.release();
        }
    }

    private byte[] read(HttpRequest request, int maxBytes) throws RefusedException {
        long begun = nanos.getAsLong();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = request.body();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (nanos.getAsLong() - begun > time.toNanos()) {
                    throw new RefusedException(Answers.TOO_SLOW, "a body came too slowly (read.ms)");
                }
                if (body.size() + count > maxBytes) {
                    throw new RefusedException(Answers.TOO_LARGE, "a body of more than " + maxBytes + " bytes (max.bytes)");
                }
                body.write(chunk, 0, count);
            }
        } catch (IOException | RuntimeException broken) {
            // Containers throw what they like at a body that is malformed, ends early or stands still.
            throw new RefusedException(Answers.UNREADABLE, "a body could not be read: " + broken);
        }
        if (request.length() >= 0 && request.length() != body.size()) {
            throw new RefusedException(Answers.UNREADABLE, "a body of " + body.size() + " bytes was announced as " + request.length());
        }
        return body.toByteArray();
    }
}
