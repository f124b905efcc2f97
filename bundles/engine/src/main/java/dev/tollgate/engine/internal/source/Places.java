package dev.tollgate.engine.internal.source;

import dev.tollgate.engine.internal.metering.Sites;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Where the sites of a module's functions are in its code section, and in its source where it has line tables: all that is kept of both. For each
 * function the number of its bytes, and for each of its sites the differences to the one before: where it stands in the rewritten
 * function (interpreted functions only), in the original, its line and, with the line's lowest bit set, its file. Numbers are of
 * variable length, signed ones folded. It lies packed until somebody asks.
 *
 * @param packed deflated
 * @param size   how long it is unpacked
 * @param files  the names of the sources
 */
public record Places(byte[] packed, int size, List<String> files) {
    /** For a module that nothing is known of. */
    public static final Places NONE = new Places(new byte[0], 0, List.of());

    /** What lies behind this is left out. */
    private static final int MOST_BYTES = 8 << 20;

    public Places {
        files = List.copyOf(files);
    }

    /**
     * @param functions   the sites of each function, in the functions' order
     * @param known       whether what is asked about a function will be right
     * @param interpreted whether it will be asked by where the instruction stands
     */
    public static Places of(List<Sites> functions, SourceLines lines, IntPredicate known, IntPredicate interpreted) {
        Numbers all = new Numbers();
        for (int i = 0; i < functions.size(); i++) {
            Numbers one = new Numbers();
            if (known.test(i)) {
                write(functions.get(i), lines, interpreted.test(i), one);
            }
            if (all.size() + one.size() > MOST_BYTES) {
                break;
            }
            all.unsigned(one.size()).append(one);
        }
        return new Places(deflate(all.bytes()), all.size(), lines.files());
    }

    private static void write(Sites sites, SourceLines lines, boolean interpreted, Numbers out) {
        int rewritten = 0;
        int offset = 0;
        int line = 0;
        int file = 0;
        for (int i = 0; i < sites.count(); i++) {
            if (interpreted) {
                out.unsigned(sites.rewritten(i) - rewritten);
                rewritten = sites.rewritten(i);
            }
            out.signed(sites.original(i) - offset);
            offset = sites.original(i);
            int next = lines.line(offset);
            int source = next > 0 ? lines.file(offset) : file;
            out.signed(((long) next - line) * 2 + (source == file ? 0 : 1));
            if (source != file) {
                out.signed(source - file);
            }
            line = next;
            file = source;
        }
    }

    /** Somebody who asks; what was unpacked is kept as long as the asker is. */
    public Index index() {
        return new Index(inflate(), files);
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] chunk = new byte[4_096];
            while (!deflater.finished()) {
                packed.write(chunk, 0, deflater.deflate(chunk));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private byte[] inflate() {
        byte[] content = new byte[size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            for (int done = 0; done < size;) {
                done += inflater.inflate(content, done, size - done);
            }
            return content;
        } catch (DataFormatException impossible) {
            throw new IllegalStateException("what was packed here cannot be unpacked", impossible);
        } finally {
            inflater.end();
        }
    }
}
