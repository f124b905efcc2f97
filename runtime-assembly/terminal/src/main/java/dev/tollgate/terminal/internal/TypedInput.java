package dev.tollgate.terminal.internal;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.channels.Channels;

/**
 * What is typed, read from a channel, because a thread that waits in it can be interrupted, and one in the file cannot. A channel does not
 * know whether something was typed; the file does, and commands that go on until a key is pressed ask for it.
 */
final class TypedInput extends FilterInputStream {
    private final FileInputStream file;

    TypedInput(FileInputStream file) {
        super(Channels.newInputStream(file.getChannel()));
        this.file = file;
    }

    @Override
    public int available() throws IOException {
        return file.available();
    }
}
