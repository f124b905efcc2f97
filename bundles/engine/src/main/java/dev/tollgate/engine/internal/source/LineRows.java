package dev.tollgate.engine.internal.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The rows of all line tables: from which address on which line of which file it is. */
final class LineRows {
    /** About as many as the largest code has instructions that any compiler tells apart. */
    private static final int MOST = 1_000_000;

    /** Rows that follow each other in code, up to an address that is none of theirs. */
    private record Sequence(int from, int to, int start, int end) {
    }

    private final List<Sequence> sequences = new ArrayList<>();
    private int[] addresses = {};
    private int[] files = {};
    private int[] lines = {};
    private int[] starts = {};
    private int size;
    private int begun;

    void add(int address, int file, int line) {
        if (size == MOST) {
            throw new MalformedDwarfException();
        }
        if (size == addresses.length) {
            int room = Math.max(64, size * 2);
            addresses = Arrays.copyOf(addresses, room);
            files = Arrays.copyOf(files, room);
            lines = Arrays.copyOf(lines, room);
        }
        addresses[size] = address;
        files[size] = file;
        lines[size++] = line;
    }

    /** The rows since the last sequence are one, up to this address. One whose addresses fall is nobody's code. */
    void end(int address) {
        boolean rising = size > begun && addresses[size - 1] <= address;
        for (int i = begun + 1; i < size && rising; i++) {
            rising = addresses[i - 1] <= addresses[i];
            if (lines[i] == 0) {
                // What a compiler moved or made itself has no line; the one before is where it is.
                lines[i] = lines[i - 1];
                files[i] = files[i - 1];
            }
        }
        if (rising) {
            sequences.add(new Sequence(addresses[begun], address, begun, size));
            begun = size;
        } else {
            drop();
        }
    }

    /** The rows since the last sequence are of no use: what a linker left out has no address. */
    void drop() {
        size = begun;
    }

    /** Nothing more is added. */
    void sort() {
        sequences.sort(Comparator.comparingInt(Sequence::from));
        starts = sequences.stream().mapToInt(Sequence::from).toArray();
    }

    /** The row for an address, or -1. */
    int at(int address) {
        int sequence = last(starts, 0, starts.length, address);
        if (sequence < 0 || address >= sequences.get(sequence).to()) {
            return -1;
        }
        return last(addresses, sequences.get(sequence).start(), sequences.get(sequence).end(), address);
    }

    int file(int row) {
        return files[row];
    }

    int line(int row) {
        return lines[row];
    }

    /** The last of these rising numbers that is not above {@code most}; -1 where there is none. */
    private static int last(int[] numbers, int from, int to, int most) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            if (numbers[middle] <= most) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == from ? -1 : low - 1;
    }
}
