package dev.tollgate.engine.internal.cache;

import dev.tollgate.limits.Bytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries as files of one folder, each {@linkplain SealedEntry sealed}. A file's time is when it was last used; what was
 * not for the longest time goes first. An entry is written beside and moved to its place, so that it is there as a whole or not
 * at all; one that a crash tore nevertheless is found out by its seal. What goes wrong here costs a compilation, nothing else.
 */
public final class FolderCache implements CodeCache {
    private static final Logger LOG = LoggerFactory.getLogger(FolderCache.class);
    /** Larger files are not even read: an entry has to fit into memory. */
    private static final long MOST_ENTRY = 128 << 20;
    private static final String ENTRY = ".code";
    private static final String DRAFT = ".tmp";

    private final Path folder;
    private final HostKey host;
    private final long most;
    private final Clock clock;

    private record Entry(Path file, long bytes, FileTime used) {
    }

    private FolderCache(Path folder, HostKey host, Bytes most, Clock clock) {
        this.folder = folder;
        this.host = host;
        this.most = most.count();
        this.clock = clock;
    }

    /** Opens the cache, makes its folder where there is none, and takes away what a crash left behind. */
    public static FolderCache open(Path folder, HostKey host, Bytes most, Clock clock) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "*" + DRAFT)) {
            for (Path draft : drafts) {
                Files.deleteIfExists(draft);
            }
        }
        FolderCache cache = new FolderCache(folder, host, most, clock);
        cache.trim();
        return cache;
    }

    @Override
    public Optional<byte[]> find(CodeKey key) {
        Path file = file(key);
        try {
            if (Files.size(file) > Math.min(most, MOST_ENTRY)) {
                discard(file, "is larger than any entry may be");
                return Optional.empty();
            }
            Optional<byte[]> content = SealedEntry.open(key, Files.readAllBytes(file), host);
            if (content.isEmpty()) {
                discard(file, "was not written by this host, or not for this module, or is damaged");
            } else {
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            }
            return content;
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("{} cannot be read, and is compiled anew: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    @Override
    public void keep(CodeKey key, byte[] content) {
        try {
            byte[] entry = SealedEntry.seal(key, content, host);
            if (entry.length > Math.min(most, MOST_ENTRY)) {
                return;
            }
            Path draft = Files.createTempFile(folder, "", DRAFT);
            try {
                Files.write(draft, entry);
                Files.setLastModifiedTime(draft, FileTime.from(clock.instant()));
                Files.move(draft, file(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            trim();
        } catch (IOException unwritable) {
            LOG.warn("compiled code cannot be kept in {}, and is compiled anew at the next start: {}", folder, unwritable.toString());
        }
    }

    private synchronized void trim() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENTRY)) {
            for (Path file : files) {
                entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        long held = entries.stream().mapToLong(Entry::bytes).sum();
        for (Entry oldest : entries) {
            if (held <= most) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            held -= oldest.bytes();
        }
    }

    private void discard(Path file, String why) throws IOException {
        LOG.warn("{} {}: it is thrown away, and the module is compiled anew", file, why);
        Files.deleteIfExists(file);
    }

    private Path file(CodeKey key) {
        return folder.resolve(key.name() + ENTRY);
    }
}
