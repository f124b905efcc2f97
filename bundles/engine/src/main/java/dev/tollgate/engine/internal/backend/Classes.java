package dev.tollgate.engine.internal.backend;

import java.util.Map;
import java.util.Set;

/**
 * What a backend makes of a module: class files by name, none where it interprets.
 *
 * @param interpreted the functions that are in none of the classes, because the JVM takes no method of their size
 * @param huge        the functions whose method is past {@link #HUGE}
 * @param unplaced    the functions whose method does not say where in it a frame is
 */
public record Classes(Map<String, byte[]> files, Set<Integer> interpreted, Set<Integer> huge, Set<Integer> unplaced) {
    /** HotSpot's {@code HugeMethodLimit}: a method of more bytes is compiled by its JIT only with {@code -XX:-DontCompileHugeMethods}. */
    public static final int HUGE = 8_000;

    public static final Classes NONE = new Classes(Map.of(), Set.of(), Set.of(), Set.of());

    public Classes {
        files = Map.copyOf(files);
        interpreted = Set.copyOf(interpreted);
        huge = Set.copyOf(huge);
        unplaced = Set.copyOf(unplaced);
    }

    public long bytes() {
        return files.values().stream().mapToLong(file -> file.length).sum();
    }
}
