package dev.tollgate.deploy.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which file of this node brought which plugin last, by slug: what the server has to know of files that changed or went while it was down.
 * The catalogue does not do for it, because nodes may share one. Written before anything is done, so that no crash leaves a plugin whose
 * file is forgotten.
 */
final class HeldPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(HeldPlugins.class);
    private static final String OPEN = "open";
    private static final String DONE = "done";

    private final Path file;
    private final SortedMap<String, HeldPlugin> bySlug = new TreeMap<>();

    private HeldPlugins(Path file) {
        this.file = file;
    }

    /** What an earlier run left there; nothing where it cannot be read, and then no plugin is removed for a file that went before. */
    static HeldPlugins open(Path file) {
        HeldPlugins held = new HeldPlugins(file);
        Properties lines = new Properties();
        try {
            lines.load(new ByteArrayInputStream(Files.readAllBytes(file)));
            lines.forEach((slug, line) -> held.bySlug.put((String) slug, parse((String) slug, (String) line)));
        } catch (NoSuchFileException first) {
            LOG.debug("no plugin came with a file so far");
        } catch (IOException | IllegalArgumentException damaged) {
            held.bySlug.clear();
            LOG.error("{} cannot be read, so plugins whose files were deleted while the server was down stay: {}", file, damaged.toString());
        }
        return held;
    }

    Optional<HeldPlugin> of(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    List<HeldPlugin> all() {
        return List.copyOf(bySlug.values());
    }

    void put(HeldPlugin held) {
        if (!held.equals(bySlug.put(held.slug(), held))) {
            save();
        }
    }

    void forget(String slug) {
        if (bySlug.remove(slug) != null) {
            save();
        }
    }

    private static HeldPlugin parse(String slug, String line) {
        String[] words = line.split(" ", 4);
        if (words.length != 4) {
            throw new IllegalArgumentException("the line of " + slug + " has no four words");
        }
        return new HeldPlugin(words[3], new PluginId(slug, words[1], new Digest(words[0])), words[2].equals(OPEN));
    }

    private void save() {
        Properties lines = new Properties();
        bySlug.forEach((slug, held) -> lines.setProperty(slug, held.plugin().digest().hex() + " " + held.plugin().version() + " "
                + (held.open() ? OPEN : DONE) + " " + held.file()));
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            lines.store(bytes, "The plugins that came with files: digest, version, how far, file.");
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            try (FileChannel out = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray());
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("which file brought which plugin cannot be written to " + file, unwritable);
        }
    }
}
