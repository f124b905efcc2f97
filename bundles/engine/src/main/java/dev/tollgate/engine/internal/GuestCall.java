package dev.tollgate.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Meter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** What one invocation reads and writes: its input, its output, the text of its failure, the result that waits. */
final class GuestCall {
    private static final int MOST_ERROR_BYTES = 4_096;
    private static final byte[] NOTHING = new byte[0];

    final String handler;
    final String requestId;
    final Meter meter;
    private final byte[] input;
    private final Supplier<byte[]> context;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(0);
    private final ByteArrayOutputStream error = new ByteArrayOutputStream(0);
    private byte[] result = NOTHING;
    private int taken;

    GuestCall(String handler, String requestId, Meter meter, byte[] input, Supplier<byte[]> context) {
        this.handler = handler;
        this.requestId = requestId;
        this.meter = meter;
        this.input = input;
        this.context = context;
    }

    byte[] input() {
        return input;
    }

    /** The next bytes of the input, as many as there are; none at its end. */
    byte[] take(int most) {
        int from = taken;
        taken += Math.min(most, input.length - taken);
        return Arrays.copyOfRange(input, from, taken);
    }

    byte[] context() {
        return context.get();
    }

    byte[] output() {
        return output.toByteArray();
    }

    Bytes written() {
        return new Bytes(output.size());
    }

    /** Appends to the output; 0, or an error number when it would grow past its limit. */
    int write(byte[] bytes) {
        if (output.size() + (long) bytes.length > meter.limits().output().count()) {
            return Errno.ETOOBIG.number();
        }
        output.writeBytes(bytes);
        return 0;
    }

    /** Appends to the text of the failure, of which the beginning is kept. */
    void fail(byte[] text) {
        error.write(text, 0, Math.min(text.length, MOST_ERROR_BYTES - error.size()));
    }

    String error() {
        return PlainText.of(error.toString(StandardCharsets.UTF_8));
    }

    byte[] result() {
        return result;
    }

    /** Leaves a result to be read and answers with its length. */
    long leave(byte[] bytes) {
        result = bytes;
        return bytes.length;
    }

    long leave(JsonNode value) {
        return leave((value.isTextual() ? value.textValue() : value.toString()).getBytes(StandardCharsets.UTF_8));
    }
}
