package dev.tollgate.engine.internal;

import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.engine.internal.cache.FolderCache;
import dev.tollgate.engine.internal.cache.HostKey;
import dev.tollgate.engine.internal.cache.MemoryCache;
import dev.tollgate.limits.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where compiled code is kept: in the server's data folder if there is one, else in memory. */
final class EngineFolder {
    static final String COMPILED = "compiled";
    static final String KEY = "engine.key";

    private static final Logger LOG = LoggerFactory.getLogger(EngineFolder.class);
    private static final String DATA = "tollgate.data";
    private static final String KARAF_DATA = "karaf.data";
    private static final String IN_KARAF = "tollgate";

    /** In memory it is only there to bridge the time from a plugin's installation to its activation. */
    private static final Bytes MOST_IN_MEMORY = Bytes.ofMiB(32);

    private EngineFolder() {
    }

    /** @param property the framework's property of a name, or null */
    static CodeCache cache(EngineSettings settings, UnaryOperator<String> property, Clock clock) {
        Bytes most = Bytes.ofMiB(settings.cache_mb());
        if (most.count() == 0) {
            return CodeCache.NONE;
        }
        Optional<Path> folder = Optional.empty();
        try {
            folder = folder(settings.directory(), property);
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
                HostKey key = HostKey.open(folder.get().resolve(KEY), new SecureRandom());
                return FolderCache.open(folder.get().resolve(COMPILED), key, most, clock);
            }
        } catch (IOException | InvalidPathException unusable) {
            LOG.warn("compiled code cannot be kept in {}, so modules are compiled at every start: {}", folder.map(Path::toString)
                    .orElse(settings.directory()), unusable.toString());
        }
        return inMemory();
    }

    static CodeCache inMemory() {
        return new MemoryCache(MOST_IN_MEMORY);
    }

    private static Optional<Path> folder(String configured, UnaryOperator<String> property) {
        return path(configured).or(() -> path(property.apply(DATA)))
                .or(() -> path(property.apply(KARAF_DATA)).map(data -> data.resolve(IN_KARAF)));
    }

    private static Optional<Path> path(String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(Path.of(value.trim()).toAbsolutePath().normalize());
    }
}
