package dev.tollgate.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that holds everything the server keeps, for this process alone.
 *
 * <p>One lock on one file covers the store, the framework's cache and the log together. The operating system gives it back when the
 * process dies, so a crash leaves nothing to clean up.
 */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Creates the folder when it is missing and locks it. */
    static DataFolder open(Path folder) throws StartFailure {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw unusable(path, "created", e);
        }
        FileChannel lockFile;
        try {
            lockFile = FileChannel.open(path.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(path, "written", e);
        }
        try {
            if (lock(lockFile)) {
                return new DataFolder(path, lockFile);
            }
            lockFile.close();
        } catch (IOException e) {
            throw unusable(path, "locked", e);
        }
        throw new StartFailure(StartFailure.USAGE,
                "data folder " + path + " is used by another Tollgate process: stop it or choose another folder with --data");
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisVirtualMachine) {
            return false;
        }
    }

    private static StartFailure unusable(Path path, String verb, IOException cause) {
        return new StartFailure(StartFailure.USAGE, "data folder " + path + " cannot be " + verb + " (" + reason(cause)
                + "): make it writable for this user or choose another folder with --data");
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "a file of this name is in the way";
        }
        if (cause instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Absolute. */
    Path path() {
        return path;
    }

    Path frameworkCache() {
        return path.resolve("felix-cache");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
