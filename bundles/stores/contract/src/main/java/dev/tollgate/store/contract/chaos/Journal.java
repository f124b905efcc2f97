package dev.tollgate.store.contract.chaos;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process did, a line for each event, kept by the operating system when the process is killed. Moments are of
 * {@link System#nanoTime}, which the processes of a machine share on Linux.
 */
final class Journal implements AutoCloseable {
    /** Lines end with a full stop: one that a kill cut off tells nothing. */
    private static final String END = " .\n";

    /** No channel: one that a thread is interrupted in is closed for all. */
    private final FileOutputStream file;

    Journal(Path path) {
        try {
            file = new FileOutputStream(path.toFile(), true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One event; the words have no spaces. */
    record Entry(String event, String subject, long token, long nanos) {
    }

    void note(String event, String subject, long token) {
        String line = event + " " + subject + " " + token + " " + System.nanoTime() + END;
        try {
            file.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Entry> read(Path path) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            String[] words = line.split(" ");
            if (words.length == 5 && words[4].equals(".")) {
                entries.add(new Entry(words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3])));
            }
        }
        return entries;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
