package dev.tollgate.capability.db.internal.sqlite;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a plugin's space lies: {@code <slug>.db} with what SQLite puts beside it, and {@code <slug>.<generation>.json}, the lists of
 * applied migrations, which no SQL reaches. A slug has no dot, so no two plugins share a file.
 */
record SpaceFile(Path folder, String slug) {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceFile.class);

    Path database() {
        return folder.resolve(slug + ".db");
    }

    void prepare() throws GateException {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw unavailable("create the folder", failed);
        }
    }

    Optional<byte[]> recorded(int generation) throws GateException {
        try {
            return Optional.of(Files.readAllBytes(list(generation)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            throw unavailable("read the list of migrations", failed);
        }
    }

    /** Returns when it is on the disk. */
    void record(int generation, byte[] applied) throws GateException {
        Path draft = folder.resolve(slug + ".draft");
        try {
            Files.write(draft, applied);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, list(generation), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(list(generation - 2));
        } catch (IOException failed) {
            throw unavailable("write the list of migrations", failed);
        }
    }

    void delete() throws GateException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(this::isMine)::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException nothing) {
            return;
        } catch (IOException failed) {
            throw unavailable("delete the space", failed);
        }
    }

    private boolean isMine(Path file) {
        return file.getFileName().toString().startsWith(slug + ".");
    }

    private Path list(int generation) {
        return folder.resolve(slug + "." + generation + ".json");
    }

    /** The log names the folder, what the guest's side sees does not. */
    private GateException unavailable(String what, IOException failed) {
        LOG.error("db: cannot {} of plugin {} in {}", what, slug, folder, failed);
        return new GateException(Errno.EUNAVAILABLE, "cannot " + what + " of plugin " + slug + "; the log says why");
    }
}
