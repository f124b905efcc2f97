package dev.tollgate.engine.internal.backend;

import java.util.Map;
import java.util.Set;

/**
 * What a backend makes of a module: class files by name, none where it interprets.
 *
 * @param interpreted the functions that are in none of the classes, because the JVM takes no method of their size
 * @param huge        the functions whose method is past {@link #HUGE}
 */
public record Classes(Map<String, byte[]> files, Set<Integer> interpreted, Set<Integer> huge) {
    /** HotSpot's {@code HugeMethodLimit}: a method of more bytes is compiled by its JIT only with {@code -XX:-DontCompileHugeMethods}. */
    public static final int HUGE = 8_000;

    public static final Classes NONE = new Classes(Map.of(), Set.of(), Set.of());

    public Classes {
        files = Map.copyOf(files);
        interpreted = Set.copyOf(interpreted);
        huge = Set.copyOf(huge);
    }

    public long bytes() {
        return files.values().stream().mapToLong(file -> file.length).sum();
    }
}
