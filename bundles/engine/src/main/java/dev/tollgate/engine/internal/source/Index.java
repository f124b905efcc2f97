package dev.tollgate.engine.internal.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@link Places}, unpacked: finds the one of a frame. */
public final class Index {
    private final byte[] bytes;
    private final List<String> files;
    /** Where each function begins, and behind them where the last ends. */
    private int[] functions = new int[64];
    private int count;

    Index(byte[] bytes, List<String> files) {
        this.bytes = bytes;
        this.files = files;
        DwarfReader in = new DwarfReader(bytes);
        while (in.more()) {
            in.skip(in.uleb());
            if (count + 1 == functions.length) {
                functions = Arrays.copyOf(functions, 2 * count + 2);
            }
            functions[++count] = bytes.length - in.left();
        }
    }

    /**
     * @param function    the number of its body
     * @param at          the number of the site, or where it stands in the rewritten function
     * @param interpreted which of the two
     */
    public Optional<Place> find(int function, int at, boolean interpreted) {
        if (at < 0 || function < 0 || function >= count) {
            return Optional.empty();
        }
        DwarfReader in = DwarfReader.of(bytes, functions[function]);
        DwarfReader sites = in.part(in.uleb());
        long rewritten = 0;
        long offset = 0;
        long line = 0;
        long file = 0;
        for (int i = 0; sites.more(); i++) {
            rewritten += interpreted ? sites.uleb() : 0;
            offset += signed(sites);
            long difference = signed(sites);
            line += difference >> 1;
            file += (difference & 1) == 0 ? 0 : signed(sites);
            if (interpreted ? rewritten == at : i == at) {
                return Optional.of(new Place((int) offset, line > 0 ? files.get((int) file) : "", (int) line));
            }
        }
        return Optional.empty();
    }

    private static long signed(DwarfReader in) {
        long value = in.uleb();
        return value >>> 1 ^ -(value & 1);
    }
}
