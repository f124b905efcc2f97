package dev.tollgate.capability.db.internal.sqlite;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** What is left of the disks that hold the spaces and the temporary files of sorting. */
public final class FreeDisk implements LongSupplier {
    /** Where SQLite looks for a folder, as its documentation lists them; without any of them it takes the working directory. */
    private static final List<String> TEMPORARY = List.of("/var/tmp", "/usr/tmp", "/tmp");

    private final File folder;
    private final File temporary;

    public FreeDisk(Path folder) {
        this.folder = folder.toFile();
        this.temporary = TEMPORARY.stream().map(File::new).filter(File::isDirectory).findFirst()
                .orElseGet(() -> new File(System.getProperty("java.io.tmpdir")));
    }

    @Override
    public long getAsLong() {
        return Math.min(folder.getUsableSpace(), temporary.getUsableSpace());
    }
}
