package dev.tollgate.engine.corpus;

import com.dylibso.chicory.runtime.Instance;
import dev.tollgate.engine.harness.GuestStore;
import java.util.Arrays;
import java.util.HexFormat;

/** A module of the package hash-wasm: data goes through a buffer of its memory, the digest comes back in it. */
final class HashModule {
    private static final int CHUNK = 16 << 10;

    private final GuestStore store;
    private final Instance instance;

    HashModule(GuestStore store, byte[] wasm) {
        this.store = store;
        instance = store.instantiate(wasm);
    }

    /** @param last arguments of {@code Hash_Final} */
    String digest(byte[] data, int bytes, long[] first, long... last) {
        store.call(instance, "Hash_Init", first);
        for (int at = 0; at < data.length; at += CHUNK) {
            byte[] chunk = Arrays.copyOfRange(data, at, Math.min(data.length, at + CHUNK));
            write(0, chunk);
            store.call(instance, "Hash_Update", chunk.length);
        }
        store.call(instance, "Hash_Final", last);
        return read(bytes);
    }

    void write(int offset, byte[] bytes) {
        instance.memory().write(buffer() + offset, bytes);
    }

    void call(String function, long... arguments) {
        store.call(instance, function, arguments);
    }

    String read(int bytes) {
        return HexFormat.of().formatHex(instance.memory().readBytes(buffer(), bytes));
    }

    private int buffer() {
        return (int) store.call(instance, "Hash_GetBuffer")[0];
    }
}
