package dev.tollgate.deploy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What files look like from outside.
 *
 * @param parts  each of them: where, how long, when, and which on its disk
 * @param newest when the last of them was written, as the file system says
 */
record Stamp(List<String> parts, Instant newest) {
    Stamp {
        parts = List.copyOf(parts);
    }

    /** Links are followed: what they lead to may change. */
    static Stamp of(List<Path> files) throws IOException {
        List<String> parts = new ArrayList<>();
        Instant newest = Instant.MIN;
        for (Path file : files) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                Instant written = attributes.lastModifiedTime().toInstant();
                parts.add(file + " " + attributes.size() + " " + written + " " + attributes.fileKey());
                newest = written.isAfter(newest) ? written : newest;
            } catch (NoSuchFileException nowhere) {
                parts.add(file + " leads nowhere");
            }
        }
        return new Stamp(parts, newest);
    }
}
