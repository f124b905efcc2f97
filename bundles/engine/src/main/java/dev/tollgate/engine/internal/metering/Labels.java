package dev.tollgate.engine.internal.metering;

import java.util.Arrays;

/**
 * The blocks that are open at an instruction. A loop that was split into two has a label more than the original knows of,
 * so branches out of it go further.
 */
final class Labels {
    private int[] splits = new int[16];
    private int open;

    void open(boolean split) {
        if (open == splits.length) {
            splits = Arrays.copyOf(splits, open * 2);
        }
        splits[open] = split(open) + (split ? 1 : 0);
        open++;
    }

    /** Whether the block that ends was split. */
    boolean close() {
        open--;
        return splits[open] > split(open);
    }

    boolean none() {
        return open == 0;
    }

    /** Whether a branch to this label leaves the function. */
    boolean leaves(int label) {
        return label == open - 1;
    }

    /** The label by which the rewritten code knows what the original knows by this one. */
    int mapped(int label) {
        return label + splits[open - 1] - splits[open - 1 - label];
    }

    private int split(int before) {
        return before == 0 ? 0 : splits[before - 1];
    }
}
