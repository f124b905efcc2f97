package dev.tollgate.engine.internal.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a module's sources, each once. A folder is only shown where it was named relative to the one of the build. */
final class SourceFiles {
    static final int UNKNOWN = -1;

    /** How much of a path is read. */
    static final int MOST_PATH = 4_096;

    private static final int MOST_FILES = 10_000;
    private static final int MOST_SHOWN = 80;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The number of a file, or {@link #UNKNOWN} where it has no name or there are too many. */
    int number(String folder, String name) {
        String shown = shown(folder, name);
        if (shown.isEmpty()) {
            return UNKNOWN;
        }
        Integer known = numbers.get(shown);
        if (known == null) {
            if (names.size() == MOST_FILES) {
                return UNKNOWN;
            }
            known = names.size();
            numbers.put(shown, known);
            names.add(shown);
        }
        return known;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    private static String shown(String folder, String name) {
        String path = name.replace('\\', '/');
        String parent = folder.replace('\\', '/');
        if (absolute(path)) {
            path = path.substring(path.lastIndexOf('/') + 1);
        } else if (!parent.isEmpty() && !absolute(parent)) {
            path = parent + "/" + path;
        }
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        return path.length() <= MOST_SHOWN ? path : "..." + path.substring(path.length() - MOST_SHOWN);
    }

    private static boolean absolute(String path) {
        return path.startsWith("/") || path.length() > 1 && path.charAt(1) == ':';
    }
}
