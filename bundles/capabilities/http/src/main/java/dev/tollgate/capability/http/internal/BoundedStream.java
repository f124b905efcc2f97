package dev.tollgate.capability.http.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets so many bytes through and then fails. */
final class BoundedStream extends FilterInputStream {
    private long left;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    /** More came than may. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** From here on anything goes. */
    void lift() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(0, read));
        return read;
    }

    /** Nothing: the library's streams read to their end when they are closed, and this one may have none. Who has the line closes it. */
    @Override
    public void close() {
    }

    private void count(int read) throws Exceeded {
        left -= read;
        if (left < 0) {
            throw new Exceeded();
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
