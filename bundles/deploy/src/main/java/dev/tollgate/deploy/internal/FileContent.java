package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.InstallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of the folder, never more than a package may have. */
final class FileContent {
    /** As many as a package has at most. */
    static final int MOST_BYTES = 50 << 20;

    private FileContent() {
    }

    static byte[] read(Path file, long most) throws IOException, InstallException {
        String name = PlainText.of(file.getFileName().toString());
        if (!Files.isRegularFile(file)) {
            // Opening a pipe or a device may never end.
            throw new InstallException(name + (Files.isSymbolicLink(file) ? " is a link that leads to no file" : " is no regular file")
                    + ": put the file itself there");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = Files.size(file) > most ? new byte[0] : in.readNBytes((int) most + 1);
            if (content.length > most || Files.size(file) > most) {
                throw new InstallException(name + " has " + Files.size(file) + " bytes; at most " + most + " are taken");
            }
            return content;
        }
    }
}
