package dev.tollgate.ingress.websocket.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Puts messages together from frames. Of a text at most so many bytes are kept, of anything else none but a control frame's few. */
final class FrameReader {
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_16 = 126;
    private static final int MOST_CONTROL = 125;

    private final DataInputStream in;
    private final int mostBytes;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    /** Of the message that is not at its end yet; a continuation's where there is none. */
    private int open = Opcode.CONTINUATION;

    FrameReader(InputStream in, int mostBytes) {
        this.in = new DataInputStream(in);
        this.mostBytes = mostBytes;
    }

    /** Waits for the next frame; empty where it is not the last one of its message. */
    Optional<Message> next() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        int opcode = first & OPCODE;
        boolean fin = (first & FIN) != 0;
        require((first & RESERVED) == 0, "an extension that nobody asked for");
        require((second & MASKED) == 0, "a frame that is masked");
        long length = length(second & LENGTH);
        return switch (opcode) {
            case Opcode.CONTINUATION, Opcode.TEXT, Opcode.BINARY -> data(opcode, fin, length);
            case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> {
                require(fin && length <= MOST_CONTROL, "a control frame that is too long or not whole");
                yield Optional.of(control(opcode, in.readNBytes((int) length), (int) length));
            }
            default -> throw new Trouble(CloseCode.PROTOCOL, "the server sent a frame of an unknown kind");
        };
    }

    private long length(int brief) throws IOException {
        long length = brief < LENGTH_16 ? brief : brief == LENGTH_16 ? in.readUnsignedShort() : in.readLong();
        require(length >= 0, "a frame of negative length");
        return length;
    }

    private Optional<Message> data(int opcode, boolean fin, long length) throws IOException {
        require((opcode == Opcode.CONTINUATION) == (open != Opcode.CONTINUATION), "fragments out of order");
        if (opcode != Opcode.CONTINUATION) {
            open = opcode;
        }
        if (open == Opcode.BINARY) {
            in.skipNBytes(length);
        } else if (length > mostBytes - text.size()) {
            throw new Trouble(CloseCode.TOO_BIG, "the server sent a text of more than " + mostBytes + " bytes");
        } else {
            text.write(whole(in.readNBytes((int) length), (int) length));
        }
        if (!fin) {
            return Optional.empty();
        }
        Message message = open == Opcode.BINARY ? new Message.Binary() : new Message.Text(valid(text.toByteArray()));
        open = Opcode.CONTINUATION;
        text.reset();
        return Optional.of(message);
    }

    private static Message control(int opcode, byte[] payload, int length) throws IOException {
        whole(payload, length);
        return switch (opcode) {
            case Opcode.PING -> new Message.Ping(payload);
            case Opcode.PONG -> new Message.Pong();
            default -> close(payload);
        };
    }

    private static Message close(byte[] payload) throws IOException {
        if (payload.length == 0) {
            return new Message.Close(CloseCode.NONE, "");
        }
        require(payload.length >= Short.BYTES, "a close with half a code");
        int code = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        require(CloseCode.sendable(code), "a close with a code that is not allowed");
        return new Message.Close(code, new String(valid(Arrays.copyOfRange(payload, Short.BYTES, payload.length)), StandardCharsets.UTF_8));
    }

    private static byte[] valid(byte[] utf8) throws IOException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            return utf8;
        } catch (CharacterCodingException malformed) {
            throw new Trouble(CloseCode.NOT_TEXT, "the server sent a text that is not UTF-8");
        }
    }

    private static byte[] whole(byte[] bytes, int length) throws IOException {
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static void require(boolean kept, String what) throws IOException {
        if (!kept) {
            throw new Trouble(CloseCode.PROTOCOL, "the server sent " + what);
        }
    }
}
