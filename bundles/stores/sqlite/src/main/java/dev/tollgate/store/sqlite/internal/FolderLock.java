package dev.tollgate.store.sqlite.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a data folder for one process. The system lets go of it when the process ends, however it ends; so whoever holds
 * it knows that every lease in the store is a dead process's.
 */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "tollgate.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates the folder where it is absent. */
    static FolderLock take(Path folder) {
        FileChannel channel = open(folder);
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(channel);
            }
            close(channel);
            throw StoreOpenException.inUse(folder, null);
        } catch (OverlappingFileLockException inThisProcess) {
            close(channel);
            throw StoreOpenException.inUse(folder, inThisProcess);
        } catch (IOException failed) {
            close(channel);
            throw StoreOpenException.notWritable(folder, failed);
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private static FileChannel open(Path folder) {
        try {
            Files.createDirectories(folder);
            return FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw StoreOpenException.notWritable(folder, failed);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
