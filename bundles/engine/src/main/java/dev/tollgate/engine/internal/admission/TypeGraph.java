package dev.tollgate.engine.internal.admission;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the engine may take to say whether two types are the same. It compares groups of types member by member, and
 * the types that they name in turn, without remembering an answer: two towers of structures, each with two fields of the
 * type below, take it 2^height steps. Types at the same index are the same at once, so it goes on only where a module says
 * the same twice. What is said twice is found by a hash of the structure, in which a type of another group stands for
 * that group's hash.
 */
final class TypeGraph {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long ENOUGH = Integer.MAX_VALUE;

    /** Of each type: its group, and how many supertypes are above it. */
    private final IntList groupOf = new IntList();
    private final IntList depths = new IntList();
    private final IntList supertypes = new IntList();
    /** How many types there are of one structure, by the group that had it first and the place in it. */
    private final Map<Long, Integer> alike = new HashMap<>();
    /** Of each group: its first type, its number of types, its own parts, and where its references to others begin. */
    private final IntList firsts = new IntList();
    private final IntList sizes = new IntList();
    private final IntList parts = new IntList();
    private final IntList references = new IntList();
    private final IntList named = new IntList();
    private final Map<Long, Integer> seen = new HashMap<>();
    private final Map<Integer, Integer> ofSize = new HashMap<>();
    private long[] hashes = new long[16];
    /** For each structure, by the group that had it first: whether it came again. */
    private boolean[] repeated = new boolean[16];
    private final IntList original = new IntList();
    private int first;
    private long hash;
    private int length;
    private int deepest;

    void beginGroup(int size) {
        first = groupOf.size();
        hash = mix(0, size);
        length = 0;
        firsts.add(first);
        sizes.add(size);
        references.add(named.size());
        for (int i = 0; i < size; i++) {
            groupOf.add(sizes.size() - 1);
        }
        ofSize.merge(size, 1, Integer::sum);
    }

    /** Something that is part of the structure as it stands. */
    void add(int part) {
        hash = mix(hash, part);
        length++;
    }

    void refer(int type) {
        length++;
        if (type >= first) {
            hash = mix(mix(hash, 1), type - first);
            return;
        }
        int group = groupOf.get(type);
        hash = mix(mix(mix(hash, 2), hashes[group]), type - firsts.get(group));
        named.add(group);
    }

    void subtypeOf(int supertype) {
        supertypes.add(supertype);
        int depth = supertype < 0 ? 0 : depths.get(supertype) + 1;
        depths.add(depth);
        deepest = Math.max(deepest, depth);
    }

    void endGroup() {
        int group = sizes.size() - 1;
        if (group == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * group);
            repeated = Arrays.copyOf(repeated, 2 * group);
        }
        hashes[group] = hash;
        parts.add(length);
        Integer before = seen.putIfAbsent(hash, group);
        original.add(before == null ? group : before);
        for (int type = first; type < groupOf.size(); type++) {
            alike.merge(structure(type), 1, Integer::sum);
        }
        if (before != null) {
            repeated[before] = true;
        }
    }

    /** As how many types of the module a function of this one can be called: those of its structure, and of its supertypes'. */
    long callableAs(int type) {
        long types = 0;
        for (int above = type; above >= 0; above = supertypes.get(above)) {
            types += alike.get(structure(above));
        }
        return types;
    }

    private long structure(int type) {
        int group = groupOf.get(type);
        return (long) original.get(group) << 32 | type - firsts.get(group);
    }

    int subtypeDepth() {
        return deepest;
    }

    /** The most steps that one comparison can take, capped. */
    long comparison() {
        int groups = sizes.size();
        // To find two groups equal, and to find them different: equal parts first, and then the one that is not.
        long[] equal = new long[groups];
        long[] different = new long[groups];
        long worst = 0;
        for (int group = 0; group < groups; group++) {
            int end = group + 1 < groups ? references.get(group + 1) : named.size();
            long same = parts.get(group);
            long deeper = 0;
            for (int i = references.get(group); i < end; i++) {
                int other = named.get(i);
                same += repeated[original.get(other)] ? equal[other] : 1;
                deeper = Math.max(deeper, different[other]);
            }
            equal[group] = Math.min(ENOUGH, same);
            different[group] = ofSize.get(sizes.get(group)) > 1 ? Math.min(ENOUGH, same + deeper) : 0;
            worst = Math.max(worst, different[group]);
        }
        return worst;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MULTIPLIER;
        return mixed ^ mixed >>> 29;
    }
}
