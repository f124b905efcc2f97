package dev.tollgate.lifecycle.internal.hook;

import dev.tollgate.lifecycle.HookPayloadException;

/** How a value looks to who calls a hook; handlers see bytes. */
interface Form<T> {
    /** Bytes that are taken as they are. */
    Form<byte[]> ANY_BYTES = new Form<>() {
        @Override
        public byte[] write(byte[] value) {
            return value;
        }

        @Override
        public byte[] read(byte[] output) {
            return output;
        }
    };

    /** @throws HookPayloadException when the hook does not take it */
    byte[] write(T value);

    /** @throws InvalidOutputException when it is not what the caller takes */
    T read(byte[] output) throws InvalidOutputException;

    /** What a filter returned cannot be passed on; the message says why. */
    final class InvalidOutputException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidOutputException(String message) {
            super(message, null, false, false);
        }
    }
}
