package dev.tollgate.web.spi;

import dev.tollgate.web.BodyTooLargeException;
import dev.tollgate.web.HttpRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A request whose body ends with an exception where its endpoint reads no further. */
record BoundedRequest(HttpRequest request, int mostBytes) implements HttpRequest {
    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public String query() {
        return request.query();
    }

    @Override
    public List<String> headers(String name) {
        return request.headers(name);
    }

    @Override
    public long length() {
        return request.length();
    }

    @Override
    public InputStream body() throws IOException {
        return new Bounded(request.body(), mostBytes);
    }

    private static final class Bounded extends FilterInputStream {
        private final int mostBytes;
        private long read;

        Bounded(InputStream in, int mostBytes) {
            super(in);
            this.mostBytes = mostBytes;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            counted(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            counted(Math.max(0, count));
            return count;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long count = super.skip(bytes);
            counted(count);
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void counted(long bytes) throws IOException {
            read += bytes;
            if (read > mostBytes) {
                throw new BodyTooLargeException(mostBytes);
            }
        }
    }
}
