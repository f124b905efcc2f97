package dev.tollgate.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.Observation;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Meter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What one invocation reads and writes: its input, its output, the text of its failure, the result that waits. */
final class GuestCall {
    private static final int MOST_ERROR_BYTES = 4_096;
    private static final byte[] NOTHING = new byte[0];

    final String handler;
    final Meter meter;
    final Observation observation;
    /** How long the provider took that the present gate call came to; 0 before. */
    long providerNanos;
    private final long request;
    private final byte[] input;
    private final Supplier<byte[]> context;
    private byte[] output = NOTHING;
    private int written;
    private ByteArrayOutputStream error;
    private byte[] result = NOTHING;
    private int taken;
    private GateWatch watch;
    private List<byte[]> environment;
    private List<GateStay> stays = List.of();
    private Map<String, Long> counters = Map.of();

    /** A call that nobody looks on. @param request names the invocation */
    GuestCall(String handler, long request, Meter meter, byte[] input, Supplier<byte[]> context) {
        this(handler, request, meter, Observation.NONE, input, context);
    }

    /** @param request names the invocation */
    GuestCall(String handler, long request, Meter meter, Observation observation, byte[] input, Supplier<byte[]> context) {
        this.handler = handler;
        this.request = request;
        this.meter = meter;
        this.observation = observation;
        this.input = input;
        this.context = context;
    }

    String requestId() {
        return requestId(request);
    }

    static String requestId(long request) {
        return HexFormat.of().toHexDigits(request);
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

    /** What a command finds in its environment, the same at each look. */
    List<byte[]> environment(Environment read) throws GateException {
        if (environment == null) {
            environment = read.read();
        }
        return environment;
    }

    /** Reads the environment. */
    interface Environment {
        List<byte[]> read() throws GateException;
    }

    /** What was written; to be asked for once, at the end. */
    byte[] output() {
        return written == output.length ? output : Arrays.copyOf(output, written);
    }

    Bytes written() {
        return new Bytes(written);
    }

    /** Appends to the output what nobody else changes; 0, or an error number when it would grow past its limit. */
    int write(byte[] bytes) {
        long size = (long) written + bytes.length;
        if (size > meter.limits().output().count()) {
            return Errno.ETOOBIG.number();
        }
        if (written == 0) {
            output = bytes;
        } else {
            if (size > output.length) {
                output = Arrays.copyOf(output, (int) Math.max(size, Math.min(2L * output.length, meter.limits().output().count())));
            }
            System.arraycopy(bytes, 0, output, written, bytes.length);
        }
        written = (int) size;
        return 0;
    }

    /** Appends to the text of the failure, of which the beginning is kept. */
    void fail(byte[] text) {
        if (error == null) {
            error = new ByteArrayOutputStream(text.length);
        }
        error.write(text, 0, Math.min(text.length, MOST_ERROR_BYTES - error.size()));
    }

    String error() {
        return error == null ? "" : PlainText.of(error.toString(StandardCharsets.UTF_8));
    }

    /** What looks after this call while it is inside a provider. */
    GateWatch watch(Deadlines deadlines) {
        if (watch == null) {
            watch = new GateWatch(deadlines, meter.remaining());
        }
        return watch;
    }

    /** The stay with a gate's provider, or null: the invocation goes to whichever provider there is. */
    GateStay stay(GateName gate) {
        for (int i = 0; i < stays.size(); i++) {
            if (stays.get(i).gate().equals(gate)) {
                return stays.get(i);
            }
        }
        return null;
    }

    /** Keeps something of a provider's, with which the invocation stays until its end then. */
    <R extends GateCall.Kept> R keep(GateName gate, Gatekeeper.Passage passage, Class<R> type, GateCall.Opening<R> opening)
            throws GateException {
        GateStay stay = stay(gate);
        R kept = stay == null ? null : stay.kept(type);
        if (kept != null) {
            return kept;
        }
        R opened = opening.open();
        if (stay == null) {
            stay = new GateStay(gate, passage);
            stays = new ArrayList<>(stays);
            stays.add(stay);
        }
        stay.keep(opened);
        return opened;
    }

    /** Adds to a gate's counter and answers its sum. */
    long count(GateName gate, String counter, long amount) {
        if (counters.isEmpty()) {
            counters = new HashMap<>();
        }
        return counters.merge(gate.capability() + " " + counter, amount, Math::addExact);
    }

    /** The invocation has ended. */
    void end() {
        for (int last = stays.size() - 1; last >= 0; last--) {
            stays.get(last).end();
        }
        stays = List.of();
        if (watch != null) {
            watch.end();
        }
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
