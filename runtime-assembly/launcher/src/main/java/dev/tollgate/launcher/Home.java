package dev.tollgate.launcher;

import java.nio.file.Path;

/**
 * The unpacked distribution.
 *
 * @param root its folder, absolute
 */
record Home(Path root) {

    static final String PROPERTY = "tollgate.home";

    Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The folder that the start script found itself in. */
    static Home ofStartScript() throws StartFailure {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            throw new StartFailure(StartFailure.USAGE, "the distribution's folder is not known: start with bin/tollgate, or set -D" + PROPERTY);
        }
        return new Home(Path.of(root));
    }

    Path bundles() {
        return root.resolve("bundle");
    }

    Path frameworkProperties() {
        return root.resolve("conf").resolve("framework.properties");
    }

    Path startLevels() {
        return root.resolve("conf").resolve("start-levels.properties");
    }

    Path defaultData() {
        return root.resolve("data");
    }
}
