package dev.tollgate.engine.internal.admission;

import dev.tollgate.abi.PlainText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Why a module is refused. What there is too much of is said once for each bound, with the first place and how many more
 * there are; of places that are no WebAssembly at all the first few are enough.
 */
final class Reasons {
    static final int MOST_MALFORMED = 10;

    private static final int MOST_NAME = 100;
    private static final int NOWHERE = -1;

    private record Reason(String before, int function, String after) {
        String text(IntFunction<String> names) {
            return function == NOWHERE ? before + after : before + "function " + function + named(names.apply(function)) + after;
        }

        private static String named(String name) {
            String plain = PlainText.of(name.length() > MOST_NAME ? name.substring(0, MOST_NAME) + "..." : name);
            return plain.isEmpty() ? "" : " (" + plain + ")";
        }
    }

    private final List<Reason> reasons = new ArrayList<>();
    private final Map<Bound, Integer> further = new EnumMap<>(Bound.class);
    private final Map<Bound, Reason> excesses = new EnumMap<>(Bound.class);
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private int malformed;
    private int function = NOWHERE;

    /** From now on it is about this function. */
    void in(int index) {
        function = index;
    }

    void inNoFunction() {
        function = NOWHERE;
    }

    /** Whether there are so many that the next one would be the same. */
    boolean enough() {
        return malformed >= MOST_MALFORMED;
    }

    boolean empty() {
        return reasons.isEmpty();
    }

    /** Notes it when there are more than the bound. */
    void check(Bound bound, long actual) {
        check(bound, actual, "it");
    }

    void check(Bound bound, long actual, String subject) {
        if (actual <= bound.most()) {
            return;
        }
        if (excesses.containsKey(bound)) {
            further.merge(bound, 1, Integer::sum);
            return;
        }
        String excess = " " + bound.excess(actual);
        add(bound, function == NOWHERE ? new Reason(subject, NOWHERE, excess) : new Reason("", function, excess));
    }

    private void add(Bound bound, Reason reason) {
        excesses.put(bound, reason);
        reasons.add(reason);
    }

    void uses(Feature feature) {
        if (features.add(feature)) {
            reasons.add(function == NOWHERE ? new Reason(feature.reason(), NOWHERE, "")
                    : new Reason(feature.reason() + " (first in ", function, ")"));
        }
    }

    void malformed(MalformedException where) {
        if (malformed++ < MOST_MALFORMED) {
            String before = "it is no valid WebAssembly module: ";
            reasons.add(function == NOWHERE ? new Reason(before, NOWHERE, where.getMessage())
                    : new Reason(before + "in ", function, " " + where.getMessage()));
        }
    }

    void other(String text) {
        reasons.add(new Reason(text, NOWHERE, ""));
    }

    List<String> list(IntFunction<String> names) {
        List<String> texts = new ArrayList<>();
        for (Reason reason : reasons) {
            String text = reason.text(names);
            for (Map.Entry<Bound, Reason> excess : excesses.entrySet()) {
                Integer more = further.get(excess.getKey());
                if (excess.getValue() == reason && more != null) {
                    text += " (and " + more + " more like it)";
                }
            }
            texts.add(text);
        }
        if (malformed > MOST_MALFORMED) {
            texts.add("and more of the kind");
        }
        return texts;
    }
}
