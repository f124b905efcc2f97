package dev.tollgate.engine.internal.admission;

import java.util.Arrays;

/**
 * The blocks that are open at a place in a function, and how many operands lie on the stack: the part of validation
 * that knows numbers but no types (specification, appendix "Validation Algorithm"). After a branch that is always taken
 * there may be as many operands as anybody asks for.
 */
final class ControlStack {
    private int[] opcodes = new int[16];
    private int[] bases = new int[16];
    private int[] parameters = new int[16];
    private int[] results = new int[16];
    private int[] children = new int[16];
    private boolean[] unreachable = new boolean[16];
    private int depth;
    private int height;
    private int tries;

    void reset(int functionResults) {
        depth = 0;
        height = 0;
        tries = 0;
        open(Control.FUNCTION, 0, functionResults);
    }

    int depth() {
        return depth;
    }

    int height() {
        return height;
    }

    /** Whether a {@code try_table} is open. */
    boolean insideTry() {
        return tries > 0;
    }

    /** How many operands a branch to this label takes along. */
    int arity(int label) {
        int block = depth - 1 - label;
        return opcodes[block] == Control.LOOP ? parameters[block] : results[block];
    }

    int functionResults() {
        return results[0];
    }

    void push(int count) {
        height += count;
    }

    void pop(int count, BinaryReader in) {
        int top = depth - 1;
        if (height - count >= bases[top]) {
            height -= count;
        } else if (unreachable[top]) {
            height = bases[top];
        } else {
            throw in.malformed("an instruction takes " + count + " operands, where there are " + (height - bases[top]));
        }
    }

    /** Opens a block whose parameters have been popped. */
    void open(int opcode, int parameterCount, int resultCount) {
        if (depth == opcodes.length) {
            grow();
        }
        if (depth > 0) {
            children[depth - 1]++;
        }
        if (opcode == Control.TRY_TABLE) {
            tries++;
        }
        opcodes[depth] = opcode;
        bases[depth] = height;
        parameters[depth] = parameterCount;
        results[depth] = resultCount;
        children[depth] = 0;
        unreachable[depth] = false;
        depth++;
        height += parameterCount;
    }

    void otherwise(BinaryReader in) {
        int top = depth - 1;
        if (opcodes[top] != Control.IF) {
            throw in.malformed("an else without an if");
        }
        leave(in);
        opcodes[top] = Control.ELSE;
        unreachable[top] = false;
        height += parameters[top];
    }

    /** Closes the innermost block, which leaves its results. */
    void close(BinaryReader in) {
        int top = depth - 1;
        if (opcodes[top] == Control.IF && parameters[top] != results[top]) {
            throw in.malformed("an if without an else leaves what it did not get");
        }
        leave(in);
        if (opcodes[top] == Control.TRY_TABLE) {
            tries--;
        }
        depth--;
        height += results[top];
    }

    /** How many blocks the engine's parser walks through at this end: at that of a loop, all before it in its parent. */
    int siblingsAtEnd() {
        return depth > 1 && opcodes[depth - 1] == Control.LOOP ? children[depth - 2] : 0;
    }

    private void leave(BinaryReader in) {
        int top = depth - 1;
        pop(results[top], in);
        if (height != bases[top]) {
            throw in.malformed("a block ends with " + (height - bases[top]) + " operands too many");
        }
    }

    void unreachable() {
        height = bases[depth - 1];
        unreachable[depth - 1] = true;
    }

    private void grow() {
        int size = 2 * depth;
        opcodes = Arrays.copyOf(opcodes, size);
        bases = Arrays.copyOf(bases, size);
        parameters = Arrays.copyOf(parameters, size);
        results = Arrays.copyOf(results, size);
        children = Arrays.copyOf(children, size);
        unreachable = Arrays.copyOf(unreachable, size);
    }
}
