package dev.tollgate.guests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The compiled test guests, by the name of their source. */
public final class Guests {
    private Guests() {
    }

    public static byte[] wasm(String name) {
        try (InputStream in = Guests.class.getResourceAsStream("/guests/" + name + ".wasm")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no test guest named " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
