package dev.tollgate.lifecycle.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Runs plans on one kind of store, one after another on the same stores, and makes one that fails as short as it can.
 *
 * @param empty makes the stores empty
 * @param open  connects one more node
 * @param nodes how many of them
 */
record Bed(Runnable empty, Supplier<NodeStores> open, int nodes, TurnedClock clock) {
    private static final int LENGTH = 30;
    private static final int ONE_IN_DEVELOPS = 3;

    /** What was done in so many plans. */
    record Count(int plans, int steps, int crashes, int races) {
        Count plus(int moreSteps, int moreCrashes, int moreRaces) {
            return new Count(plans + 1, steps + moreSteps, crashes + moreCrashes, races + moreRaces);
        }
    }

    Count run(long seed, int plans) {
        empty.run();
        Count count = new Count(0, 0, 0, 0);
        for (long each = seed; each < seed + plans; each++) {
            boolean development = each % ONE_IN_DEVELOPS == 0;
            List<Op> plan = new Plans(new Random(each), nodes).plan(LENGTH);
            try {
                Conformance done = once(plan, development);
                count = count.plus(plan.size(), done.crashes(), done.races());
            } catch (AssertionError failed) {
                List<Op> least = shortened(plan, development);
                throw new AssertionError("-Dmodel.seed=" + each + " -Dmodel.runs=1 fails: " + failed.getMessage() + "\nand so do these "
                        + least.size() + " steps" + (development ? " in development mode" : "") + ":\n  "
                        + String.join("\n  ", least.stream().map(Op::toString).toList()) + "\nwith: " + failure(least, development), failed);
            }
        }
        return count;
    }

    private Conformance once(List<Op> plan, boolean development) {
        Journal journal = new Journal();
        World world = new World(open, nodes, clock, journal, development);
        try {
            Conformance conformance = new Conformance(world, journal);
            conformance.run(plan);
            return conformance;
        } finally {
            world.end();
        }
    }

    /** Leaves out ever smaller parts for as long as it fails without them. */
    private List<Op> shortened(List<Op> plan, boolean development) {
        List<Op> least = plan;
        for (int part = plan.size() / 2; part > 0; part /= 2) {
            for (int from = 0; from < least.size();) {
                List<Op> shorter = new ArrayList<>(least);
                shorter.subList(from, Math.min(from + part, least.size())).clear();
                if (failure(shorter, development).isEmpty()) {
                    from += part;
                } else {
                    least = List.copyOf(shorter);
                }
            }
        }
        return least;
    }

    private String failure(List<Op> plan, boolean development) {
        empty.run();
        try {
            once(plan, development);
            return "";
        } catch (AssertionError failed) {
            return String.valueOf(failed.getMessage());
        }
    }
}
