package dev.tollgate.engine.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a module has beside its code, known before any code is written.
 *
 * @param types     of functions and blocks; code adds those that it needs
 * @param imports   how many of the functions are the host's
 * @param functions the signature of each function, imports first
 * @param globals   the type of each global; the first is the number of calls that may still be made
 * @param pages     of the memory at most, none if there is no memory
 */
record ModulePlan(List<Signature> types, int imports, List<Signature> functions, List<Type> globals, int pages, Features features) {
    static final int TABLES = 2;
    static final int SLOTS = 10;
    static final int MOST_SLOTS = 16;
    static final int PASSIVE_ELEMENTS = 1;
    static final int PASSIVE_DATA = 1;

    /** The index of the global that bounds recursion. */
    static final int CALLS_LEFT = 0;

    static ModulePlan of(int imports, List<Signature> functions, List<Type> globals, int pages, Features features) {
        return new ModulePlan(new ArrayList<>(new LinkedHashSet<>(functions)), imports, functions, globals, pages, features);
    }

    /** The index of a type, which is added if it is new. */
    int type(Signature signature) {
        int index = types.indexOf(signature);
        if (index < 0) {
            index = types.size();
            types.add(signature);
        }
        return index;
    }

    /** Whether a block may have this type, for which it needs an index that the engine reads rightly. */
    boolean allowsBlock(Signature signature) {
        int index = types.indexOf(signature);
        return signature.results().size() <= 1 || (index < 0 ? types.size() : index) < 64;
    }

    boolean hasMemory() {
        return pages > 0;
    }
}
