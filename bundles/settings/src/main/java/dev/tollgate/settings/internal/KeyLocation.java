package dev.tollgate.settings.internal;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where the key of secrets is: by configuration, or else in the server's data folder. */
final class KeyLocation {
    private static final String FILE = "secrets.key";
    private static final String DATA = "tollgate.data";
    private static final String KARAF_DATA = "karaf.data";
    private static final String IN_KARAF = "tollgate";
    private static final String IN_WORKING_DIRECTORY = "tollgate-data";

    private KeyLocation() {
    }

    /**
     * @param configured the file, or null
     * @param property   the framework's property of a name, or null
     */
    static Path of(String configured, UnaryOperator<String> property) {
        if (given(configured)) {
            return path(configured);
        }
        String data = property.apply(DATA);
        if (given(data)) {
            return path(data).resolve(FILE);
        }
        String karaf = property.apply(KARAF_DATA);
        return given(karaf) ? path(karaf).resolve(IN_KARAF).resolve(FILE) : path(IN_WORKING_DIRECTORY).resolve(FILE);
    }

    private static boolean given(String value) {
        return value != null && !value.isBlank();
    }

    private static Path path(String value) {
        return Path.of(value.trim()).toAbsolutePath().normalize();
    }
}
