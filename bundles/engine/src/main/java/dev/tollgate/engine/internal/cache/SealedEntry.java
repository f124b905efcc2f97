package dev.tollgate.engine.internal.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * An entry as it lies on disk: {@value #MAGIC}, the HMAC-SHA256 of all that follows, the key's length and bytes, the length of
 * the content, and the content, deflated. Numbers have four bytes, the highest first. Nothing behind the HMAC is looked at before
 * that is found right; the key is among it, so that an entry is worth nothing under another one's name.
 */
final class SealedEntry {
    static final String MAGIC = "TGC1";

    private static final byte[] BEGIN = MAGIC.getBytes(StandardCharsets.US_ASCII);
    private static final int MAC_BYTES = 32;
    private static final int SEALED = BEGIN.length + MAC_BYTES;
    private static final int CHUNK = 1 << 16;

    private SealedEntry() {
    }

    static byte[] seal(CodeKey key, byte[] content, HostKey host) {
        byte[] name = key.bytes();
        byte[] packed = deflate(content);
        ByteBuffer out = ByteBuffer.allocate(SEALED + Integer.BYTES + name.length + Integer.BYTES + packed.length);
        out.put(BEGIN).position(SEALED).putInt(name.length).put(name).putInt(content.length).put(packed);
        byte[] entry = out.array();
        System.arraycopy(host.authenticate(entry, SEALED, entry.length), 0, entry, BEGIN.length, MAC_BYTES);
        return entry;
    }

    /** The content, if this host sealed it under this key. */
    static Optional<byte[]> open(CodeKey key, byte[] entry, HostKey host) {
        if (entry.length < SEALED || !Arrays.equals(entry, 0, BEGIN.length, BEGIN, 0, BEGIN.length)) {
            return Optional.empty();
        }
        byte[] claimed = Arrays.copyOfRange(entry, BEGIN.length, SEALED);
        if (!MessageDigest.isEqual(claimed, host.authenticate(entry, SEALED, entry.length))) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(entry, SEALED, entry.length - SEALED);
        byte[] name = new byte[in.getInt()];
        in.get(name);
        return Arrays.equals(name, key.bytes()) ? Optional.of(inflate(in)) : Optional.empty();
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] packed = new byte[Math.max(CHUNK, content.length / 2)];
            int size = 0;
            while (!deflater.finished()) {
                if (size == packed.length) {
                    packed = Arrays.copyOf(packed, size + Math.max(CHUNK, size / 2));
                }
                size += deflater.deflate(packed, size, packed.length - size);
            }
            return Arrays.copyOf(packed, size);
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(ByteBuffer in) {
        byte[] content = new byte[in.getInt()];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(in);
            int size = 0;
            while (size < content.length) {
                size += inflater.inflate(content, size, content.length - size);
            }
            return content;
        } catch (DataFormatException impossible) {
            throw new IllegalStateException("what this host sealed cannot be unpacked", impossible);
        } finally {
            inflater.end();
        }
    }
}
