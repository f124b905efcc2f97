package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The body of a response, read into blocks as it comes, so that a length that a server claims reserves nothing. */
final class Body implements AutoCloseable {
    private static final int BLOCK = 65_536;
    /** A block, and its place in the result. */
    private static final int COST = 2 * BLOCK;

    private final ResponseMemory memory;
    private final String plugin;
    private final List<byte[]> blocks = new ArrayList<>();
    private int length;

    Body(ResponseMemory memory, String plugin) {
        this.memory = memory;
        this.plugin = plugin;
    }

    /** @throws GateException ETOOBIG for more than {@code most} bytes, ETIMEOUT, EUNAVAILABLE */
    void read(InputStream in, int most, Deadline deadline) throws GateException, IOException {
        while (true) {
            int offset = length % BLOCK;
            if (offset == 0 && length == blocks.size() * BLOCK) {
                memory.take(plugin, COST);
                blocks.add(new byte[BLOCK]);
            }
            int read = in.read(blocks.get(blocks.size() - 1), offset, BLOCK - offset);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > most) {
                throw tooBig(most);
            }
            deadline.check();
        }
    }

    /** The bytes before, and then the body. */
    byte[] after(byte[] before) {
        ByteBuffer all = ByteBuffer.allocate(before.length + length).put(before);
        for (byte[] block : blocks) {
            all.put(block, 0, Math.min(BLOCK, all.remaining()));
        }
        return all.array();
    }

    static GateException tooBig(int most) {
        return new GateException(Errno.ETOOBIG, "the response's body has more than " + most
                + " bytes (response.bytes in dev.tollgate.http), counted before and after it is decompressed");
    }

    @Override
    public void close() {
        memory.give(plugin, (long) COST * blocks.size());
        blocks.clear();
    }
}
