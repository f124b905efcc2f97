package dev.tollgate.examples.texttools;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.runtime.heap.Heap;

/**
 * Tollgate's guest ABI, version 1, as Java.
 *
 * <p>Java objects live in the engine's garbage-collected heap, which the host does not see. Bytes therefore cross through
 * a block of linear memory that belongs to one call: allocated, copied, given back.
 */
final class Host {
    private Host() {}

    /** The input of this invocation, which is UTF-8. */
    static String input() {
        var length = inputLength();
        var block = Block.of(length);
        inputRead(block.address(), length, 0);
        return block.takeText();
    }

    /** Appends to the output of this invocation. Returns 0, or the error number for which the host refused it. */
    static int output(String text) {
        var block = Block.holding(text);
        var result = outputWrite(block.address(), block.length());
        block.release();
        return result;
    }

    /** Says why this invocation fails. */
    static void error(String text) {
        var block = Block.holding(text);
        errorWrite(block.address(), block.length());
        block.release();
    }

    static void log(Level level, String text) {
        var block = Block.holding(text);
        logWrite(level.ordinal(), block.address(), block.length());
        block.release();
    }

    /** Puts a job of this plugin into the queue. Returns 0, or the error number for which the host refused it. */
    static int enqueue(String type, String payload) {
        var typeBlock = Block.holding(type);
        var payloadBlock = Block.holding(payload);
        var result = enqueue(typeBlock.address(), typeBlock.length(), payloadBlock.address(), payloadBlock.length(), 0, 0);
        payloadBlock.release();
        typeBlock.release();
        return result < 0 ? (int) result : 0;
    }

    /** In the order of the ABI's numbers. */
    enum Level { TRACE, DEBUG, INFO, WARN, ERROR }

    /** Bytes in linear memory. */
    private record Block(Address at, int length) {
        static Block of(int length) {
            var at = Heap.alloc(Math.max(length, 1));
            if (at.toInt() == 0) {
                throw new OutOfMemoryError("linear memory is used up");
            }
            return new Block(at, length);
        }

        static Block holding(String text) {
            var bytes = Utf8.encode(text);
            var block = of(bytes.length);
            for (var i = 0; i < bytes.length; i++) {
                block.at.add(i).putByte(bytes[i]);
            }
            return block;
        }

        String takeText() {
            var bytes = new byte[length];
            for (var i = 0; i < length; i++) {
                bytes[i] = at.add(i).getByte();
            }
            release();
            return Utf8.decode(bytes);
        }

        int address() {
            return at.toInt();
        }

        void release() {
            Heap.release(at);
        }
    }

    @Import(module = "tollgate:host@1", name = "input_length")
    private static native int inputLength();

    @Import(module = "tollgate:host@1", name = "input_read")
    private static native int inputRead(int target, int length, int offset);

    @Import(module = "tollgate:host@1", name = "output_write")
    private static native int outputWrite(int source, int length);

    @Import(module = "tollgate:host@1", name = "error_write")
    private static native int errorWrite(int source, int length);

    @Import(module = "tollgate:host@1", name = "log")
    private static native int logWrite(int level, int source, int length);

    @Import(module = "tollgate:queue@1", name = "enqueue")
    private static native long enqueue(
            int type, int typeLength, int payload, int payloadLength, int options, int optionsLength);
}
