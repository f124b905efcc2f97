package dev.tollgate.deploy.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where the folder is, and where it is kept which file brought what. */
record DeployHome(Path folder, Path held) {
    private static final String DEPLOY = "deploy";
    private static final String HELD = "deployed.properties";

    /** The folder, which metatype takes for text. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            try {
                of(values.as(DeploySettings.class).folder(), property -> null);
            } catch (InvalidPathException malformed) {
                throw new IllegalArgumentException("folder is no path: " + malformed.getReason(), malformed);
            }
        }
    }

    /**
     * @param configured the folder, or nothing
     * @param property   the framework's property of a name, or null
     */
    static DeployHome of(String configured, UnaryOperator<String> property) {
        return new DeployHome(folder(configured, property), data(property).resolve(HELD));
    }

    private static Path folder(String configured, UnaryOperator<String> property) {
        if (given(configured)) {
            return path(configured);
        }
        String home = property.apply("tollgate.home");
        String karaf = property.apply("karaf.base");
        return given(home) ? path(home).resolve(DEPLOY) : given(karaf) ? path(karaf).resolve(DEPLOY) : path(DEPLOY);
    }

    private static Path data(UnaryOperator<String> property) {
        String data = property.apply("tollgate.data");
        String karaf = property.apply("karaf.data");
        return given(data) ? path(data) : given(karaf) ? path(karaf).resolve("tollgate") : path("tollgate-data");
    }

    private static boolean given(String value) {
        return value != null && !value.isBlank();
    }

    private static Path path(String value) {
        return Path.of(value.trim()).toAbsolutePath().normalize();
    }
}
