package dev.tollgate.lifecycle.internal.hook;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The order in which the listeners of one hook are called. Of those whose predecessors have been called, the first by priority, slug and
 * declaration comes next (Kahn's algorithm with a queue by that order). Within a cycle (a strongly connected component) nobody's wish
 * about another one counts, so that which one loses does not depend on where one begins to look.
 *
 * @param calls  positions in the list of places
 * @param cycles the slugs of those that contradict each other
 */
record HookOrder(List<Integer> calls, List<List<String>> cycles) {
    /** Where a listener would like to stand. */
    record Place(String slug, int priority, int ordinal, List<String> before, List<String> after) {
        static final Comparator<Place> BY_PRIORITY = Comparator.comparingInt(Place::priority).thenComparing(Place::slug)
                .thenComparingInt(Place::ordinal);
    }

    static HookOrder of(List<Place> places) {
        Comparator<Integer> byPriority = Comparator.comparing(places::get, Place.BY_PRIORITY);
        if (places.stream().allMatch(place -> place.before().isEmpty() && place.after().isEmpty())) {
            return new HookOrder(IntStream.range(0, places.size()).boxed().sorted(byPriority).toList(), List.of());
        }
        BitSet[] later = later(places);
        List<List<String>> cycles = new ArrayList<>();
        BitSet stuck = new BitSet();
        stuck.set(0, places.size());
        called(later, byPriority).forEach(stuck::clear);
        for (BitSet cycle : cycles(later, stuck)) {
            cycle.stream().forEach(member -> later[member].andNot(cycle));
            cycles.add(List.copyOf(cycle.stream().mapToObj(member -> places.get(member).slug())
                    .collect(TreeSet<String>::new, TreeSet::add, TreeSet::addAll)));
        }
        return new HookOrder(called(later, byPriority), cycles);
    }

    /** Who is called later than whom, by what they ask for; a plugin asks nothing of itself. */
    private static BitSet[] later(List<Place> places) {
        Map<String, BitSet> bySlug = new HashMap<>();
        BitSet[] later = new BitSet[places.size()];
        for (int i = 0; i < later.length; i++) {
            later[i] = new BitSet();
            bySlug.computeIfAbsent(places.get(i).slug(), slug -> new BitSet()).set(i);
        }
        BitSet none = new BitSet();
        for (int i = 0; i < later.length; i++) {
            int listener = i;
            Place place = places.get(i);
            place.before().stream().filter(slug -> !slug.equals(place.slug()))
                    .forEach(slug -> later[listener].or(bySlug.getOrDefault(slug, none)));
            place.after().stream().filter(slug -> !slug.equals(place.slug()))
                    .forEach(slug -> bySlug.getOrDefault(slug, none).stream().forEach(earlier -> later[earlier].set(listener)));
        }
        return later;
    }

    /** All that can be called with what is asked for; those in a cycle, and those after one, cannot. */
    private static List<Integer> called(BitSet[] later, Comparator<Integer> byPriority) {
        int[] waitsFor = new int[later.length];
        for (BitSet listeners : later) {
            listeners.stream().forEach(listener -> waitsFor[listener]++);
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>(byPriority);
        IntStream.range(0, later.length).filter(listener -> waitsFor[listener] == 0).forEach(ready::add);
        List<Integer> calls = new ArrayList<>(later.length);
        while (!ready.isEmpty()) {
            int next = ready.remove();
            calls.add(next);
            later[next].stream().filter(listener -> --waitsFor[listener] == 0).forEach(ready::add);
        }
        return calls;
    }

    /** Those of two or more that come after each other. */
    private static List<BitSet> cycles(BitSet[] later, BitSet stuck) {
        BitSet[] earlier = new BitSet[later.length];
        stuck.stream().forEach(listener -> earlier[listener] = new BitSet());
        stuck.stream().forEach(listener -> later[listener].stream().forEach(after -> earlier[after].set(listener)));
        List<BitSet> cycles = new ArrayList<>();
        BitSet left = (BitSet) stuck.clone();
        for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
            BitSet cycle = reached(i, listener -> later[listener], left);
            cycle.and(reached(i, listener -> earlier[listener], left));
            if (cycle.cardinality() > 1) {
                cycles.add(cycle);
                left.andNot(cycle);
            }
        }
        return cycles;
    }

    /** Where steps lead to from one of them, itself included. */
    private static BitSet reached(int from, IntFunction<BitSet> steps, BitSet within) {
        BitSet reached = new BitSet();
        BitSet fresh = new BitSet();
        reached.set(from);
        fresh.set(from);
        while (!fresh.isEmpty()) {
            int next = fresh.nextSetBit(0);
            fresh.clear(next);
            BitSet step = (BitSet) steps.apply(next).clone();
            step.and(within);
            step.andNot(reached);
            reached.or(step);
            fresh.or(step);
        }
        return reached;
    }
}
