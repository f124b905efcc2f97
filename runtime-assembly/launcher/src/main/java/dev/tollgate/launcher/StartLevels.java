package dev.tollgate.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** At which start level a bundle starts: what others only find by being late (log, configuration) comes first. */
final class StartLevels {

    /** The level of every bundle that the file does not name; the framework starts up to here. */
    static final int LAST = 30;

    private final Map<String, Integer> levels;

    private StartLevels(Map<String, Integer> levels) {
        this.levels = levels;
    }

    /** Reads {@code symbolic name = level}. */
    static StartLevels read(Path file) throws StartFailure {
        Map<String, Integer> levels = new HashMap<>();
        for (Map.Entry<Object, Object> entry : FrameworkProperties.read(file).entrySet()) {
            levels.put((String) entry.getKey(), level(file, entry));
        }
        return new StartLevels(levels);
    }

    private static int level(Path file, Map.Entry<Object, Object> entry) throws StartFailure {
        try {
            int level = Integer.parseInt(((String) entry.getValue()).strip());
            if (level >= 1 && level <= LAST) {
                return level;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, like a number out of range.
        }
        throw new StartFailure(StartFailure.NOT_READY, file + ": the start level of " + entry.getKey() + " is \"" + entry.getValue()
                + "\", but has to be a number from 1 to " + LAST);
    }

    int of(String symbolicName) {
        return levels.getOrDefault(symbolicName, LAST);
    }
}
