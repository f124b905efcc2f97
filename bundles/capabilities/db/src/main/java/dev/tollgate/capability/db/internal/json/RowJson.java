package dev.tollgate.capability.db.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;

/** One JSON array of values, of a bounded size. */
public final class RowJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final Bounded bytes;
    private final JsonGenerator generator;

    /** @param mostBytes more is ETOOBIG */
    public RowJson(int mostBytes) throws GateException {
        this.bytes = new Bounded(mostBytes);
        try {
            this.generator = JSON.createGenerator(bytes);
            generator.writeStartArray();
        } catch (IOException impossible) {
            throw tooBig();
        }
    }

    /** The JSON of column names. */
    public static byte[] names(List<String> names, int mostBytes) throws GateException {
        RowJson row = new RowJson(mostBytes);
        for (String name : names) {
            row.add(name);
        }
        return row.finish();
    }

    /** Numbers that JSON does not have are strings: NaN, Infinity, -Infinity. */
    public void add(Object value) throws GateException {
        try {
            if (value == null) {
                generator.writeNull();
            } else if (value instanceof Boolean truth) {
                generator.writeBoolean(truth);
            } else if (value instanceof BigDecimal number) {
                generator.writeNumber(number);
            } else if (value instanceof Number number && (number instanceof Double || number instanceof Float)) {
                fraction(number.doubleValue());
            } else if (value instanceof Number number) {
                generator.writeNumber(number.longValue());
            } else if (value instanceof byte[] blob) {
                blob(blob);
            } else {
                bytes.room(((String) value).length());
                generator.writeString((String) value);
            }
        } catch (IOException full) {
            throw tooBig();
        }
    }

    public byte[] finish() throws GateException {
        try {
            generator.writeEndArray();
            generator.close();
        } catch (IOException full) {
            throw tooBig();
        }
        return bytes.written.toByteArray();
    }

    private void fraction(double value) throws IOException {
        if (Double.isFinite(value)) {
            generator.writeNumber(value);
        } else {
            generator.writeString(Double.toString(value));
        }
    }

    private void blob(byte[] blob) throws IOException {
        bytes.room(blob.length);
        generator.writeStartObject();
        generator.writeStringField("base64", Base64.getEncoder().encodeToString(blob));
        generator.writeEndObject();
    }

    private static GateException tooBig() {
        return new GateException(Errno.ETOOBIG, "a row is larger than a result may be; select fewer columns, or parts of them");
    }

    private static final class Bounded extends OutputStream {
        private final int most;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream(256);

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            room(length);
            written.write(from, offset, length);
        }

        /** Refuses what does not fit; a value before it is encoded, since encoded it is no shorter. */
        void room(int length) throws IOException {
            if (length > most - written.size()) {
                throw new IOException("a row is too large");
            }
        }
    }
}
