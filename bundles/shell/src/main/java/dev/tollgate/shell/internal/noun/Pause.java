package dev.tollgate.shell.internal.noun;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** What lies between two looks of a command that goes on and on. */
interface Pause {
    /** @return whether it goes on: nobody pressed a key, or interrupted it */
    boolean over(Duration length, InputStream keyboard) throws IOException;

    /** A shell interrupts a command at Ctrl-C; what is typed is looked for, since whoever waited for it could not be woken otherwise. */
    Pause REAL = (length, keyboard) -> {
        long end = System.nanoTime() + length.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                if (keyboard.available() > 0) {
                    keyboard.skipNBytes(keyboard.available());
                    return false;
                }
                Thread.sleep(Math.max(1, Math.min(100, (end - System.nanoTime()) / 1_000_000)));
            }
            return !Thread.interrupted();
        } catch (InterruptedException ended) {
            return false;
        }
    };
}
