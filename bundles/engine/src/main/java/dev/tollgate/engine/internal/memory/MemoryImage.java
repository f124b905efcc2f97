package dev.tollgate.engine.internal.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a linear memory held: its size, and of its content the blocks that are not all zero. Most of a memory is; so an
 * image is small, and putting it back is mostly filling with zeros, which is several times faster than copying.
 */
public final class MemoryImage {
    private static final int BLOCK = 4_096;
    private static final byte[] ZEROS = new byte[BLOCK];

    private final int size;
    private final int[] starts;
    private final byte[][] runs;

    MemoryImage(byte[] bytes) {
        size = bytes.length;
        List<Integer> at = new ArrayList<>();
        List<byte[]> content = new ArrayList<>();
        for (int from = nextBlock(bytes, 0, false); from < size; ) {
            int to = nextBlock(bytes, from, true);
            at.add(from);
            content.add(Arrays.copyOfRange(bytes, from, to));
            from = nextBlock(bytes, to, false);
        }
        starts = at.stream().mapToInt(Integer::intValue).toArray();
        runs = content.toArray(byte[][]::new);
    }

    /** Where the next block begins that is all zero, or is not; the end where there is none. */
    private static int nextBlock(byte[] bytes, int from, boolean zero) {
        int at = from;
        while (at < bytes.length && zero != Arrays.equals(bytes, at, at + BLOCK, ZEROS, 0, BLOCK)) {
            at += BLOCK;
        }
        return at;
    }

    int size() {
        return size;
    }

    /** What the image itself takes. */
    public long bytes() {
        long total = 0;
        for (byte[] run : runs) {
            total += run.length;
        }
        return total;
    }

    /** Writes each byte once. */
    void putInto(byte[] bytes) {
        int done = 0;
        for (int i = 0; i < runs.length; i++) {
            Arrays.fill(bytes, done, starts[i], (byte) 0);
            System.arraycopy(runs[i], 0, bytes, starts[i], runs[i].length);
            done = starts[i] + runs[i].length;
        }
        Arrays.fill(bytes, done, size, (byte) 0);
    }
}
