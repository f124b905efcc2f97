package dev.tollgate.store.sqlite.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where the store lies, by configuration or else by the framework's properties. */
final class DataFolder {
    private static final String DATA = "tollgate.data";
    private static final String KARAF_DATA = "karaf.data";
    private static final String IN_KARAF = "tollgate";
    private static final String IN_WORKING_DIRECTORY = "tollgate-data";

    private DataFolder() {
    }

    /** @param property the framework's property of a name, or null */
    static Path of(Map<String, ?> configuration, UnaryOperator<String> property) {
        Object configured = configuration.get(StoreConfiguration.DIRECTORY);
        if (configured != null && !configured.toString().isBlank()) {
            return path(configured.toString().trim());
        }
        String data = property.apply(DATA);
        if (data != null && !data.isBlank()) {
            return path(data.trim());
        }
        String karaf = property.apply(KARAF_DATA);
        if (karaf != null && !karaf.isBlank()) {
            return path(karaf.trim()).resolve(IN_KARAF);
        }
        return path(IN_WORKING_DIRECTORY);
    }

    private static Path path(String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException invalid) {
            throw StoreOpenException.noFolder(value, invalid);
        }
    }
}
