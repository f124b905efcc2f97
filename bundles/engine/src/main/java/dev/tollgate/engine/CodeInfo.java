package dev.tollgate.engine;

import java.util.List;

/**
 * How the functions of a loaded module run.
 *
 * @param backend     as the configuration {@code backend} calls it
 * @param cached      whether its code was there when it was loaded, so that nothing had to be compiled
 * @param interpreted functions that are interpreted although the backend compiles, because they are too large for a method of the
 *                    JVM: 50 to 150 times slower than the others
 * @param huge        functions that the JVM's JIT leaves alone because of their size, unless it runs with
 *                    {@code -XX:-DontCompileHugeMethods}
 */
public record CodeInfo(String backend, boolean cached, Functions interpreted, Functions huge) {
    /** Some functions of the module: how many, and the names of the first of them, safe to be shown. */
    public record Functions(int count, List<String> names) {
        public Functions {
            names = List.copyOf(names);
        }

        /** The names, and how many more there are. */
        @Override
        public String toString() {
            return String.join(", ", names) + (count > names.size() ? " and " + (count - names.size()) + " more" : "");
        }
    }
}
