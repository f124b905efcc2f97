package dev.tollgate.deploy.internal;

import dev.tollgate.lifecycle.InstallException;
import java.io.IOException;
import java.util.Optional;

/** Something in the folder that is a plugin, or is to become one. */
interface DroppedPackage {
    /** The name of its file or folder. */
    String name();

    /** What it looks like from outside; another one when it was changed. */
    Stamp stamp() throws IOException;

    /** What has to be put beside it before it can be read. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** The package. */
    byte[] content() throws IOException, InstallException;
}
