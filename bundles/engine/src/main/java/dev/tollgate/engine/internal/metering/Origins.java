package dev.tollgate.engine.internal.metering;

import java.util.Arrays;

/** Which bytes of the original the bytes that were written stand for: positions in what was written, each with one in the original. */
final class Origins {
    private int[] written = {};
    private int[] original = {};
    private int size;

    /** What is written from {@code position} on stands for what is at {@code origin}. */
    void add(int position, int origin) {
        if (size == written.length) {
            int room = Math.max(16, size * 2);
            written = Arrays.copyOf(written, room);
            original = Arrays.copyOf(original, room);
        }
        written[size] = position;
        original[size++] = origin;
    }

    /** Takes over those of another text, which is appended at {@code position}. */
    void take(Origins other, int position) {
        for (int i = 0; i < other.size; i++) {
            add(position + other.written[i], other.original[i]);
        }
        other.size = 0;
    }

    /** What was written from there on is taken back. */
    void cut(int from) {
        while (size > 0 && written[size - 1] >= from) {
            size--;
        }
    }

    int size() {
        return size;
    }

    int written(int index) {
        return written[index];
    }

    int original(int index) {
        return original[index];
    }
}
