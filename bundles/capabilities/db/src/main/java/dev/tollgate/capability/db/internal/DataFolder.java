package dev.tollgate.capability.db.internal;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where the files of embedded spaces lie: the folder {@code db} in the host's data folder, unless it is configured. */
final class DataFolder {
    private static final String DB = "db";

    private DataFolder() {
    }

    /** @param property the framework's property of a name, or null */
    static Path of(String configured, UnaryOperator<String> property) {
        if (given(configured)) {
            return path(configured);
        }
        String data = property.apply("tollgate.data");
        if (given(data)) {
            return path(data).resolve(DB);
        }
        String karaf = property.apply("karaf.data");
        return (given(karaf) ? path(karaf).resolve("tollgate") : path("tollgate-data")).resolve(DB);
    }

    private static boolean given(String value) {
        return value != null && !value.isBlank();
    }

    private static Path path(String value) {
        return Path.of(value.trim()).toAbsolutePath().normalize();
    }
}
