package dev.tollgate.deploy.internal;

import dev.tollgate.lifecycle.InstallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A package as a file. */
record PackageFile(Path file) implements DroppedPackage {
    static final String SUFFIX = ".tgp";

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    @Override
    public Stamp stamp() throws IOException {
        return Stamp.of(List.of(file));
    }

    @Override
    public byte[] content() throws IOException, InstallException {
        return FileContent.read(file, FileContent.MOST_BYTES);
    }
}
