package dev.tollgate.capability.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * How a body is decompressed. The host asks for gzip and deflate and undoes them; what a guest asked for itself, and what
 * is encoded in another way or more than once, it gets as it came. The class library's gzip stream calls itself for each member, so a
 * body of many empty ones would exhaust the stack; this one loops.
 */
enum ContentDecoding {
    NONE {
        @Override
        InputStream of(InputStream raw) {
            return raw;
        }
    },
    GZIP {
        @Override
        InputStream of(InputStream raw) throws IOException {
            PushbackInputStream begun = begun(raw);
            return begun == null ? InputStream.nullInputStream() : GzipCompressorInputStream.builder().setInputStream(begun)
                    .setDecompressConcatenated(true).get();
        }
    },
    /** With a zlib header, as the standard has it, or without, as some servers do. */
    DEFLATE {
        @Override
        InputStream of(InputStream raw) throws IOException {
            PushbackInputStream begun = begun(raw);
            if (begun == null) {
                return InputStream.nullInputStream();
            }
            int first = begun.read();
            begun.unread(first);
            boolean zlib = (first & 0x0f) == 8 && (first & 0x80) == 0;
            return new EndingInflaterStream(begun, new Inflater(!zlib));
        }
    };

    static final String ASKED = "gzip, deflate";

    /** The body as the guest gets it. */
    abstract InputStream of(InputStream raw) throws IOException;

    static ContentDecoding of(Hop hop, Answer answer) {
        List<String> encodings = answer.headers().stream().filter(header -> header.is("content-encoding"))
                .map(header -> header.value().strip().toLowerCase(Locale.ROOT)).toList();
        if (hop.hasHeader("accept-encoding") || encodings.size() != 1) {
            return NONE;
        }
        return switch (encodings.get(0)) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> NONE;
        };
    }

    /** The stream at its beginning, or null where there is nothing in it. */
    private static PushbackInputStream begun(InputStream raw) throws IOException {
        PushbackInputStream begun = new PushbackInputStream(raw);
        int first = begun.read();
        if (first < 0) {
            return null;
        }
        begun.unread(first);
        return begun;
    }

    /** Gives its native memory back when it has read all. */
    private static final class EndingInflaterStream extends InflaterInputStream {
        EndingInflaterStream(InputStream in, Inflater inflater) {
            super(in, inflater);
        }

        @Override
        public void close() {
            inf.end();
        }
    }
}
