package dev.tollgate.ingress.websocket.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** One frame to a server, which is always a whole message. */
record Frame(int opcode, byte[] payload) {
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MOST_16 = 0xffff;
    private static final int MOST_HEAD = 14;
    private static final int MASK = 4;

    static Frame text(byte[] utf8) {
        return new Frame(Opcode.TEXT, utf8);
    }

    static Frame close(int code, String reason) {
        if (code == CloseCode.NONE) {
            return new Frame(Opcode.CLOSE, new byte[0]);
        }
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        return new Frame(Opcode.CLOSE, ByteBuffer.allocate(Short.BYTES + words.length).putShort((short) code).put(words).array());
    }

    /** As it goes over the wire: masked, as every client has to. */
    byte[] bytes(RandomGenerator random) {
        ByteBuffer frame = ByteBuffer.allocate(MOST_HEAD + payload.length).put((byte) (FIN | opcode));
        if (payload.length < LENGTH_16) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= MOST_16) {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
        }
        byte[] mask = new byte[MASK];
        random.nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % MASK]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
